//! Nothing is lost between the data that the web of deals was made from and the book.
//!
//! The book is read as typed claims and compared with every field of the data, by the rules of
//! `books/ai-web/JUDGEMENTS.md` and the names of `books/ai-web/parties.csv`. The data lie beside
//! the project in `shared/data/claims.jsonl`; where they do not, the counts are checked alone.

use std::collections::{BTreeMap, BTreeSet};

use counterflow_claim::{
    Claim, ClaimId, Claims, Decimal, Kind, Measure, Metric, Mode, Qualifier, Quantity, Relation,
    Side, Slot, State, TextKey, Time, TimeForm, TimeKey,
};
use serde_json::{Map, Value, json};

use crate::ai_web::BOOK;
use crate::folder::project;

/// How the data name what a claim relates to.
const RELATIONS: [(Relation, &str); 7] = [
    (Relation::In, "part_of"),
    (Relation::Replaces, "supersedes"),
    (Relation::ReplacedBy, "replaced_by"),
    (Relation::AddsTo, "amends"),
    (Relation::TotalOf, "total_of"),
    (Relation::Relates, "relates"),
    (Relation::ConflictsWith, "conflicts_with"),
];

/// The sizes of a claim that the data hold in fields of their own, in the order in which the one
/// qualifier of the data belongs to the first that is there.
const SIZES: [&str; 5] = ["amount", "share", "capacity_gw", "units", "shares"];

#[test]
fn the_book_holds_all_that_it_was_made_from() {
    assert_eq!(BOOK.claims.claims.len(), 375);
    assert_eq!(BOOK.claims.sources.len(), 168);
    assert_eq!(BOOK.claims.parties.len(), 115);
}

#[test]
fn no_field_of_the_data_is_lost() {
    let path = project().join("../shared/data/claims.jsonl");
    let Ok(text) = std::fs::read_to_string(path) else {
        println!("skipped: data not present");
        return;
    };
    let data: Vec<Map<String, Value>> =
        text.lines().map(|line| serde_json::from_str(line).expect("a line is an object")).collect();
    let (parties, judged) = (parties(), judgements());
    let mut wrong = Vec::new();
    let mut seen = BTreeSet::new();
    for told in data {
        let id = told["id"].as_str().expect("a claim has an id");
        seen.insert(id.to_string());
        match BOOK.claims.iter().find(|(at, _)| BOOK.claims.name(*at) == id) {
            None => wrong.push(format!("{id} is not in the book")),
            Some((at, claim)) => {
                let reading = Reading { claims: &BOOK.claims, at, claim, judged: &judged };
                wrong.extend(differences(id, &reading.fields(), &told, &parties));
            }
        }
    }
    let written =
        BOOK.claims.iter().map(|(at, _)| BOOK.claims.name(at)).filter(|name| !seen.contains(name));
    wrong.extend(written.map(|name| format!("{name} is not in the data")));
    assert_eq!(seen.len(), 375);
    assert!(wrong.is_empty(), "{} differences\n{}", wrong.len(), wrong.join("\n"));
}

/// Every field that one side has and the other has not, or has with another value.
fn differences(
    id: &str,
    book: &BTreeMap<&'static str, Value>,
    data: &Map<String, Value>,
    parties: &BTreeMap<String, String>,
) -> Vec<String> {
    let absent = |value: &Value| value.is_null() || value == "" || *value == json!([]);
    let mut data: BTreeMap<&str, Value> = data
        .iter()
        .filter(|(_, value)| !absent(value))
        .map(|(field, value)| (field.as_str(), value.clone()))
        .collect();
    for field in ["from", "to", "beneficiary_of"] {
        if let Some(name) = data.get_mut(field) {
            *name = json!(parties.get(name.as_str().unwrap_or_default()));
        }
    }
    // A lone reference and a list of one are the same, and so are `true` and the word `yes`.
    for (_, field) in RELATIONS {
        if let Some(one) = data.get_mut(field).filter(|one| one.is_string()) {
            *one = json!([one.clone()]);
        }
    }
    // Where an amount is there, nothing in front of it and the word `exact` say the same.
    if data.contains_key("amount") {
        data.entry("qualifier").or_insert_with(|| json!("exact"));
    }
    let book: BTreeMap<&str, Value> = book
        .iter()
        .filter(|(_, value)| !absent(value))
        .map(|(field, value)| (*field, value.clone()))
        .collect();
    let fields: BTreeSet<&str> = book.keys().chain(data.keys()).copied().collect();
    let differ = fields.into_iter().filter(|field| !same(book.get(field), data.get(field)));
    differ
        .map(|field| {
            format!("{id} {field}: book {:?}, data {:?}", book.get(field), data.get(field))
        })
        .collect()
}

fn same(book: Option<&Value>, data: Option<&Value>) -> bool {
    match (book.and_then(Value::as_f64), data.and_then(Value::as_f64)) {
        (Some(a), Some(b)) => (a - b).abs() <= 1e-9 * a.abs().max(b.abs()),
        _ => book == data,
    }
}

/// A claim of the book and what is needed to say it in the words of the data.
struct Reading<'a> {
    claims: &'a Claims,
    at: ClaimId,
    claim: &'a Claim,
    judged: &'a BTreeMap<(String, String), BTreeSet<String>>,
}

impl Reading<'_> {
    /// The claim in the fields of the data; absent ones are null.
    fn fields(&self) -> BTreeMap<&'static str, Value> {
        let mut fields = BTreeMap::from([
            ("id", json!(self.claims.name(self.at))),
            ("kind", json!(self.kind())),
            ("metric", self.metric()),
            ("status", json!(self.claim.stage.word().replace('-', "_"))),
            ("date", json!(self.claim.when.map(|(when, _)| when.to_string()))),
            ("notes", self.text(TextKey::Note)),
            ("source", self.source()),
        ]);
        self.sides(&mut fields);
        self.texts(&mut fields);
        self.times(&mut fields);
        self.sizes(&mut fields);
        self.prices(&mut fields);
        self.links(&mut fields);
        fields
    }

    fn kind(&self) -> &'static str {
        match self.claim.kind {
            Kind::Invest => "investment",
            Kind::Stake => "stake",
            Kind::Buy => "commitment",
            Kind::Warrant => "warrant",
            Kind::Guarantee => "guarantee",
            Kind::Lend | Kind::Metric(Metric::Debt) => "debt",
            Kind::Build => "facility",
            Kind::Round => "round",
            Kind::Value => "valuation",
            Kind::Price => "market_move",
            Kind::Say => "statement",
            Kind::Metric(_) => "metric",
            Kind::Sell | Kind::Officer | Kind::Rate | Kind::Assert => "none of the data",
        }
    }

    /// The source's own name of the number, or else the word of the book.
    fn metric(&self) -> Value {
        let own = self.text(TextKey::As);
        match (self.claim.kind, self.claim.name) {
            _ if !own.is_null() => own,
            (Kind::Metric(_), Some(name)) => json!(self.claims.written(name).replace('-', " ")),
            (Kind::Metric(_), None) => json!(self.claim.kind.word()),
            _ => Value::Null,
        }
    }

    fn text(&self, key: TextKey) -> Value {
        json!(self.claim.text(key).map(|span| self.claims.plain(span).into_owned()))
    }

    fn source(&self) -> Value {
        let [citation] = self.claim.citations.as_slice() else { return json!("not one source") };
        let Some(source) = citation.source.map(|source| self.claims.source(source)) else {
            return Value::Null;
        };
        let plain = |span: Option<counterflow_syntax::Span>| {
            span.map(|span| self.claims.plain(span).into_owned())
        };
        json!({
            "title": plain(source.title),
            "publisher": plain(source.publisher),
            "date": source.published.map(|day| day.to_string()),
            "url": plain(source.url),
        })
    }

    /// The parties of a side as the book names them, with how they are meant.
    fn side(&self, side: &Side) -> Value {
        let names: Vec<&str> =
            side.parties.iter().map(|party| self.claims.written(party.span)).collect();
        let mode = match side.mode {
            None => "",
            Some(Mode::Jointly) => " jointly",
            Some(Mode::Each) => " each",
        };
        if names.is_empty() { Value::Null } else { json!(names.join(", ") + mode) }
    }

    fn sides(&self, fields: &mut BTreeMap<&'static str, Value>) {
        fields.insert("from", self.side(&self.claim.from));
        fields.insert("to", self.side(&self.claim.to));
        fields.insert("beneficiary_of", self.side(&self.claim.third));
    }

    fn texts(&self, fields: &mut BTreeMap<&'static str, Value>) {
        let of = self.text(TextKey::Of);
        fields.insert("instrument", if of.is_null() { self.text(TextKey::Instrument) } else { of });
        for (key, field) in [
            (TextKey::Diluted, "basis"),
            (TextKey::Collateral, "collateral"),
            (TextKey::Purpose, "purpose"),
            (TextKey::Location, "location"),
            (TextKey::Direction, "direction"),
        ] {
            fields.insert(field, self.text(key));
        }
        let basis = self
            .claim
            .text(TextKey::BasisOfValue)
            .map(|span| self.claims.written(span).replace('-', "_"));
        fields.insert("valuation_basis", json!(basis));
        let says = self.claim.text(TextKey::Says).map(|span| {
            let party = self.claims.party_named(self.claims.written(span));
            party
                .map_or_else(|| self.claims.plain(span), |party| self.claims.party_title(party))
                .into_owned()
        });
        fields.insert("says", json!(says));
        let computed = self.claim.text(TextKey::Computed).map(|_| true);
        fields.insert("computed", json!(computed));
        let stated = self.claim.when.map(|_| "stated_or_source_date");
        let inferred = self.claim.text(TextKey::DateBasis).map(|span| self.claims.written(span));
        fields.insert("date_basis", json!(inferred.or(stated)));
        let conditions: Vec<String> = self
            .claim
            .conditions
            .iter()
            .map(|one| self.claims.plain(one.what.span).into_owned())
            .collect();
        fields.insert(
            "conditions",
            if conditions.is_empty() { Value::Null } else { json!(conditions.join("; ")) },
        );
    }

    fn times(&self, fields: &mut BTreeMap<&'static str, Value>) {
        for (key, field) in [
            (TimeKey::Period, "period"),
            (TimeKey::Tenor, "tenor"),
            (TimeKey::Closes, "expected_close"),
            (TimeKey::SignedOn, "signed_date"),
        ] {
            fields.insert(field, json!(self.claim.time(key).map(|time| self.time(time))));
        }
    }

    /// The source's own words for a time, or else the time.
    fn time(&self, time: &Time) -> String {
        if let Some(words) = time.words {
            return self.claims.plain(words).into_owned();
        }
        match time.form {
            TimeForm::Unread => String::new(),
            TimeForm::At(when) => when.to_string(),
            TimeForm::Between(from, to) => format!("{from}..{to}"),
            TimeForm::By(when) => format!("by {when}"),
            TimeForm::Through(when) => format!("through {when}"),
            TimeForm::From(when) => format!("from {when}"),
            TimeForm::Months(months, from) => {
                let from = from.map(|from| format!(" from {from}")).unwrap_or_default();
                // The data write one year as twelve months.
                match months % 12 == 0 && months > 12 {
                    true => format!("{} years{from}", months / 12),
                    false => format!("{months} months{from}"),
                }
            }
        }
    }

    /// Amount, share, power and counts, with the one qualifier that the data have for all of them.
    fn sizes(&self, fields: &mut BTreeMap<&'static str, Value>) {
        let mut qualifiers: BTreeMap<&str, &str> = BTreeMap::new();
        for (slot, quantity) in &self.claim.quantities {
            if !matches!(
                slot,
                Slot::Header
                    | Slot::Amount
                    | Slot::Share
                    | Slot::Shares
                    | Slot::Capacity
                    | Slot::Units
            ) {
                continue;
            }
            let Some(field) = self.size(quantity) else { continue };
            if let Some((low, high)) = quantity.nominal {
                let before = fields.insert(field, number(low));
                assert!(before.is_none(), "{} says {field} twice", self.claims.name(self.at));
                if quantity.qualifier == Qualifier::Range {
                    fields.insert("amount_high", number(high));
                }
            }
            if let Measure::Money(currency) = quantity.unit.measure {
                fields.insert("currency", json!(currency.code()));
            }
            if field == "amount_text" {
                let words = self.claims.written(quantity.span);
                fields.insert(field, json!(words.strip_suffix(" USD").unwrap_or(words)));
            }
            qualifiers.insert(field, qualifier(quantity.qualifier));
        }
        // A multiple has no field in the data: it says the words of a note.
        fields.remove("multiple");
        if let Some(could) = self.claim.quantity(Slot::CouldReach) {
            self.could_reach(could, fields, &mut qualifiers);
        }
        let owners = SIZES.into_iter().chain(["amount_text", "multiple", "cap"]);
        let owner = owners.into_iter().find_map(|field| qualifiers.get(field));
        fields.insert("qualifier", json!(owner));
    }

    /// The field of the data for a quantity; none for one that is there and not given.
    fn size(&self, quantity: &Quantity) -> Option<&'static str> {
        if quantity.state != State::Known {
            return None;
        }
        Some(match quantity.unit.measure {
            Measure::Money(_) if quantity.qualifier == Qualifier::Words => "amount_text",
            Measure::Money(_) => "amount",
            Measure::Fraction => "share",
            Measure::Power => "capacity_gw",
            Measure::Units => "units",
            Measure::Shares => "shares",
            Measure::Multiple => "multiple",
            other => panic!("{} measures {other:?}", self.claims.name(self.at)),
        })
    }

    fn could_reach<'f>(
        &self,
        could: &Quantity,
        fields: &mut BTreeMap<&'static str, Value>,
        qualifiers: &mut BTreeMap<&'f str, &'f str>,
    ) {
        match (self.size(could), could.nominal) {
            (Some("amount"), Some((high, _))) => fields.insert("amount_high", number(high)),
            (Some("share"), Some((high, _))) => fields.insert("share_high", number(high)),
            // There is a cap, and the source does not give it.
            _ => {
                qualifiers.insert("cap", "up_to");
                None
            }
        };
    }

    fn prices(&self, fields: &mut BTreeMap<&'static str, Value>) {
        for (slot, field) in [
            (Slot::Price, "price_per_share"),
            (Slot::Strike, "strike"),
            (Slot::Rate, "rate"),
            (Slot::Ratio, "exchange_ratio"),
        ] {
            let written = self.claim.quantity(slot).and_then(|quantity| quantity.nominal);
            fields.insert(field, written.map_or(Value::Null, |(written, _)| number(written)));
        }
    }

    /// The references to other claims, without those that are a judgement of ours.
    fn links(&self, fields: &mut BTreeMap<&'static str, Value>) {
        let name = self.claims.name(self.at);
        let judged = |key: &str| {
            self.judged.get(&(name.clone(), key.to_string())).cloned().unwrap_or_default()
        };
        for (relation, field) in RELATIONS {
            let ours = judged(relation_key(relation));
            let targets =
                self.claim.targets(relation).map(|target| self.claims.written(target.span));
            let kept: Vec<&str> = targets.filter(|target| !ours.contains(*target)).collect();
            fields.insert(field, json!(kept));
        }
        for (relation, key) in
            [(Relation::Disputes, "disputes"), (Relation::Corroborates, "corroborates")]
        {
            let targets = self
                .claim
                .targets(relation)
                .map(|target| self.claims.written(target.span).to_string());
            assert_eq!(targets.collect::<BTreeSet<_>>(), judged(key), "{name} {key}");
        }
        let thread = self.claim.thread.map(|span| self.claims.written(span).to_string());
        assert_eq!(thread.into_iter().collect::<BTreeSet<_>>(), judged("deal"), "{name} deal");
    }
}

fn relation_key(relation: Relation) -> &'static str {
    match relation {
        Relation::In => "in",
        Relation::TotalOf => "total-of",
        Relation::ReplacedBy => "replaced-by",
        _ => "",
    }
}

/// A number as JSON has it.
fn number(value: Decimal) -> Value {
    json!(value.to_string().parse::<f64>().expect("a decimal is a number"))
}

fn qualifier(qualifier: Qualifier) -> &'static str {
    match qualifier {
        Qualifier::Exact => "exact",
        Qualifier::UpTo => "up_to",
        Qualifier::AtLeast => "at_least",
        Qualifier::MoreThan => "more_than",
        Qualifier::LessThan => "less_than",
        Qualifier::About | Qualifier::Words => "about",
        Qualifier::Nearly => "nearly",
        Qualifier::JustOver => "just_over",
        Qualifier::Range => "range",
    }
}

/// The names of the data with the parties of the book that they stand for, as a side is written.
fn parties() -> BTreeMap<String, String> {
    let path = project().join("books/ai-web/parties.csv");
    let text = std::fs::read_to_string(path).expect("the book has a list of names");
    let rows = text.lines().skip(1).map(cells);
    let named = rows.map(|row| {
        let [written, _, parties, mode, ..] = row.as_slice() else {
            panic!("a row is too short: {row:?}")
        };
        let parties: Vec<&str> = parties.split(' ').collect();
        let mode = if mode.is_empty() { String::new() } else { format!(" {mode}") };
        (written.clone(), parties.join(", ") + &mode)
    });
    named.collect()
}

/// The cells of a line of CSV.
fn cells(line: &str) -> Vec<String> {
    let (mut cells, mut quoted) = (vec![String::new()], false);
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            _ => cells.last_mut().expect("there is a cell").push(c),
        }
    }
    cells
}

/// What the book says beyond the data: the values by claim and key.
fn judgements() -> BTreeMap<(String, String), BTreeSet<String>> {
    let path = project().join("books/ai-web/JUDGEMENTS.md");
    let text = std::fs::read_to_string(path).expect("the book has a list of judgements");
    let mut judged: BTreeMap<(String, String), BTreeSet<String>> = BTreeMap::new();
    for line in text.lines().filter_map(|line| line.strip_prefix("| ")) {
        let row: Vec<&str> = line.split(" | ").collect();
        if let [
            claim,
            key @ ("deal" | "in" | "total-of" | "replaced-by" | "disputes" | "corroborates"),
            value,
            _,
        ] = row.as_slice()
        {
            let values = value.split(", ").map(str::to_string);
            judged.entry((claim.to_string(), key.to_string())).or_default().extend(values);
        }
    }
    assert!(judged.len() > 60, "{} judgements are read", judged.len());
    judged
}
