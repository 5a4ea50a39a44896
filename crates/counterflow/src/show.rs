//! Looking things up: lists of claims, one thing in full, the phrase table.

use counterflow_claim::{
    Claim, ClaimId, Claims, Date, Effect, KEYS, KeyValue, PartyId, Phrases, Relation, Slot,
    SourceId, Stage, VERBS, When, YearEnd,
};

use counterflow_syntax::{Span, nearest};

use crate::explain::claim_lines;

/// Which claims to list; nothing set lists all.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// A party on either side.
    pub party: Option<String>,
    /// A stage, by its word.
    pub stage: Option<String>,
    /// A verb.
    pub verb: Option<String>,
    /// A source.
    pub source: Option<String>,
    /// Claims dated on or after.
    pub since: Option<When>,
    /// Claims dated on or before.
    pub until: Option<When>,
}

impl Filter {
    /// Whether every name in the filter is one of the book's or the language's.
    ///
    /// # Errors
    ///
    /// A sentence that names what is not known, with the nearest that is.
    pub fn check(&self, claims: &Claims) -> Result<(), String> {
        let parties = claims.parties.iter().map(|party| claims.written(party.id)).collect();
        let sources = claims.sources.iter().map(|source| claims.written(source.id)).collect();
        let stages = Stage::WORDS.map(|(word, _)| word).to_vec();
        let verbs = VERBS.iter().map(|verb| verb.word).collect();
        let named = [
            ("party", &self.party, parties),
            ("source", &self.source, sources),
            ("stage", &self.stage, stages),
            ("verb", &self.verb, verbs),
        ];
        for (what, name, known) in named {
            let known: Vec<&str> = known;
            let Some(name) = name.as_deref().filter(|name| !known.contains(name)) else { continue };
            let hint = nearest(name, known).map(|near| format!("; did you mean `{near}`?"));
            return Err(format!("there is no {what} `{name}`{}", hint.unwrap_or_default()));
        }
        Ok(())
    }

    fn fits(&self, claims: &Claims, claim: &Claim) -> bool {
        let dated = |test: &dyn Fn(Date) -> bool| {
            claim
                .when
                .is_some_and(|(from, to)| test(to.unwrap_or(from).last_day(YearEnd::default())))
        };
        let named = |name: &String| {
            let sides = [&claim.from, &claim.to, &claim.third];
            sides.iter().any(|side| side.parties.iter().any(|p| claims.written(p.span) == name))
        };
        let cites =
            |name: &String| claim.citations.iter().any(|cite| claims.written(cite.span) == name);
        self.party.as_ref().is_none_or(named)
            && self.stage.as_ref().is_none_or(|stage| claim.stage.word() == stage)
            && self.verb.as_ref().is_none_or(|verb| claim.kind.word() == verb)
            && self.source.as_ref().is_none_or(cites)
            && self.since.is_none_or(|day| dated(&|d| d >= day.first_day(YearEnd::default())))
            && self.until.is_none_or(|day| dated(&|d| d <= day.last_day(YearEnd::default())))
    }
}

/// The claims that fit a filter, one a line, by date: `date  id  header`. Undated ones come first.
pub fn list(claims: &Claims, filter: &Filter) -> String {
    let mut fitting: Vec<(ClaimId, &Claim)> =
        claims.iter().filter(|(_, claim)| filter.fits(claims, claim)).collect();
    fitting.sort_by_key(|(id, claim)| {
        (claim.when.map(|(from, to)| to.unwrap_or(from).last_day(YearEnd::default())), *id)
    });
    let names: Vec<String> = fitting.iter().map(|(id, _)| claims.name(*id)).collect();
    let width = names.iter().map(|name| name.chars().count()).max().unwrap_or(0).min(36);
    let lines = fitting.iter().zip(&names).map(|((_, claim), name)| {
        let words: Vec<&str> = claims.written(claim.span).split_whitespace().collect();
        format!("{name:width$}  {}\n", words.join(" "))
    });
    lines.collect()
}

/// Everything about a party, a deal, a claim or a source of this name; `None` if there is none.
pub fn show(claims: &Claims, name: &str) -> Option<String> {
    let mut out = String::new();
    if let Some(party) = claims.party_named(name) {
        party_lines(claims, party, &mut out);
    }
    if let Some(source) = claims.source_named(name) {
        source_lines(claims, source, &mut out);
    }
    for (at, deal) in claims.deals.iter().enumerate() {
        if deal.name.is_some_and(|span| claims.written(span) == name) {
            out.push_str(&format!("deal {name}\n"));
            for (id, _) in claims.iter().filter(|(_, claim)| claim.deal.index() == at) {
                claim_lines(claims, id, &mut out);
            }
        }
    }
    for (id, claim) in claims.iter().filter(|(id, _)| claims.name(*id) == name) {
        out.push_str(&format!("claim {name}\n"));
        claim_lines(claims, id, &mut out);
        entry_lines(claims, claim, &mut out);
    }
    (!out.is_empty()).then_some(out)
}

fn party_lines(claims: &Claims, id: PartyId, out: &mut String) {
    let party = claims.party(id);
    let name = claims.written(party.id);
    out.push_str(&format!("{} {name}  \"{}\"\n", party.kind.word(), claims.party_title(id)));
    for identifier in &party.identifiers {
        out.push_str(&format!("  {}: {}\n", identifier.scheme, claims.written(identifier.value)));
    }
    for alias in &party.aliases {
        out.push_str(&format!("  also: {}\n", claims.plain(*alias)));
    }
    for member in &party.members {
        out.push_str(&format!("  member: {}\n", claims.written(member.span)));
    }
    for judgement in claims.judgements.iter().filter(|j| j.pair.iter().any(|(_, p)| *p == Some(id)))
    {
        out.push_str(&format!("  {}\n", claims.written(judgement.span)));
    }
    out.push_str("claims\n");
    let filter = Filter { party: Some(name.to_string()), ..Filter::default() };
    out.push_str(&list(claims, &filter));
}

fn source_lines(claims: &Claims, id: SourceId, out: &mut String) {
    let source = claims.source(id);
    let title = source.title.map(|title| claims.plain(title).into_owned()).unwrap_or_default();
    out.push_str(&format!(
        "source {}  \"{title}\"\n  kind: {}\n",
        claims.written(source.id),
        source.kind.word()
    ));
    let published = source.published.map(|day| day.to_string());
    let plain = |span: Option<Span>| span.map(|span| claims.plain(span).into_owned());
    for (label, value) in [
        ("publisher", plain(source.publisher)),
        ("published", published),
        ("url", plain(source.url)),
        ("file", plain(source.file)),
    ] {
        if let Some(value) = value {
            out.push_str(&format!("  {label}: {value}\n"));
        }
    }
    out.push_str("claims\n");
    let filter =
        Filter { source: Some(claims.written(source.id).to_string()), ..Filter::default() };
    out.push_str(&list(claims, &filter));
}

/// What the engine read of a claim.
fn entry_lines(claims: &Claims, claim: &Claim, out: &mut String) {
    if claim.stage != Stage::Unstated {
        out.push_str(&format!("  stage: {}\n", claim.stage.word()));
    }
    for (slot, quantity) in &claim.quantities {
        let bounds = crate::display::range(quantity.bounds, quantity.unit);
        let bounds = match quantity.state {
            counterflow_claim::State::Unknown => "not given".to_string(),
            _ => format!("{bounds} in {}", quantity.unit),
        };
        let words = claims.written(quantity.span);
        out.push_str(&format!("  {}: `{words}` reads {bounds}\n", slot_word(*slot)));
    }
    for link in &claim.links {
        let word = link_word(link.relation);
        out.push_str(&format!("  {word}: {}\n", claims.written(link.target.span)));
    }
    for (_, note) in claim.texts.iter().filter(|(key, _)| *key == counterflow_claim::TextKey::Note)
    {
        out.push_str(&format!("  note: {}\n", claims.plain(*note)));
    }
}

/// The key that a slot is written under.
pub(crate) fn slot_word(slot: Slot) -> &'static str {
    let of_key = |value: KeyValue| matches!(value, KeyValue::Quantity(given, _) if given == slot);
    KEYS.iter().find(|key| of_key(key.value)).map_or("header", |key| key.word)
}

/// The key that a relation is written under; statements have words for theirs.
fn link_word(relation: Relation) -> &'static str {
    match relation {
        Relation::Denies => "denies",
        Relation::Supports => "supports",
        _ => {
            let fits = |value: KeyValue| value == KeyValue::Links(relation);
            KEYS.iter().find(|key| fits(key.value)).map_or("", |key| key.word)
        }
    }
}

/// The phrases with what they mean for a number x, as the book has them.
pub fn phrases(phrases: &Phrases) -> String {
    let mut out = String::from(
        "phrase           a number x after it means\n---------------  --------------------------\n",
    );
    for phrase in phrases.table() {
        let band = phrases.band(phrase.effect);
        let percent = |band: Option<counterflow_claim::Decimal>| {
            (band.unwrap_or_default() * counterflow_claim::Decimal::ONE_HUNDRED).normalize()
        };
        let means = match phrase.effect {
            Effect::UpTo => "more than 0, at most x".to_string(),
            Effect::AtLeast => "x or more".to_string(),
            Effect::MoreThan => "more than x".to_string(),
            Effect::LessThan => "0 or more, less than x".to_string(),
            Effect::About => format!("x, give or take {}%", percent(band)),
            Effect::Nearly => format!("less than x, by at most {}%", percent(band)),
            Effect::JustOver => format!("more than x, by at most {}%", percent(band)),
            Effect::Tens => "20 or more, less than 100, of the scale word".to_string(),
            Effect::Hundreds => "200 or more, less than 1,000, of the scale word".to_string(),
            Effect::Multi => "2 or more of the scale word: multibillion".to_string(),
        };
        out.push_str(&format!("{:15}  {means}\n", phrase.words));
    }
    out.push_str("\nbands can be changed under [phrases] in book.toml\n");
    out
}
