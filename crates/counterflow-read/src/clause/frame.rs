//! Frames: what stands around a word that may tell of a deal.

use super::items::{Row, What};
use super::{Forms, Phrase, Verb};
use crate::lexicon::Tag;

/// A phrase that hangs on a preposition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hung {
    /// The preposition, or `worth`.
    pub on: String,
    /// What it hangs behind: the noun or amount in front of the preposition.
    pub behind: Option<usize>,
    /// The phrase.
    pub phrase: Phrase,
}

/// A word of wanting, being able or doing in front of a verb, as its base.
pub type Cue = String;

/// What stands around a verb or a noun.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frame {
    /// The item of the word.
    pub trigger: usize,
    /// The verb that it is, or that governs the noun.
    pub verb: Option<&'static str>,
    /// Where that verb stands.
    pub verb_at: Option<usize>,
    /// Whether the verb is in the passive.
    pub passive: bool,
    /// Whether the verb tells of the past.
    pub past: bool,
    /// Who does it.
    pub subject: Option<Phrase>,
    /// What it is done to.
    pub object: Option<Phrase>,
    /// To whom it is given: `paid Amazon $5bn`.
    pub indirect: Option<Phrase>,
    /// What hangs on prepositions behind.
    pub hung: Vec<Hung>,
    /// The phrase of the noun itself.
    pub own: Phrase,
    /// The words in front of the verb, the nearest first.
    pub cues: Vec<Cue>,
    /// Where it ends.
    pub end: usize,
}

/// So far a frame reaches to the right.
const REACH: usize = 48;
/// So deep a subject is looked for in clauses before.
const DEEP: usize = 4;

impl<'a> Row<'a> {
    /// The frame of a verb.
    pub fn verb_frame(&self, at: usize, verb: Verb) -> Frame {
        let (start, cues) = self.group(at, verb);
        let passive = self.is_passive(at, verb, &cues);
        let mut cues = cues;
        cues.extend(self.cues_around(start));
        // The company reporting, for X to pay: who stands right before it does it.
        let to = at
            .checked_sub(2)
            .filter(|before| self.word(at - 1) == "to" && self.is_somebody(*before));
        let called = to
            .filter(|before| *before > 0 && self.word(before - 1) == "for")
            .map(|before| self.phrase(before));
        let beside =
            (start == at && verb.forms == Forms::ING && at > 0 && self.is_somebody(at - 1))
                .then(|| self.phrase(at - 1));
        let mut frame = Frame {
            trigger: at,
            verb: Some(verb.lemma),
            verb_at: Some(at),
            passive,
            past: verb.forms.any(Forms::PAST)
                || cues.iter().any(|cue| {
                    matches!(&cue[..], "has" | "have" | "had" | "having" | "was" | "were")
                }),
            subject: called.or(beside).or_else(|| self.subject(start, DEEP)),
            cues,
            ..Frame::default()
        };
        // A contract the firm valued at $5bn: the contract is valued.
        let contact = frame.subject.as_ref().and_then(|subject| subject.start.checked_sub(1));
        if let Some(noun) = contact.filter(|noun| {
            verb.lemma == "value" && frame.cues.is_empty() && self.is_plain_noun(*noun)
        }) {
            (frame.passive, frame.object) = (false, Some(self.phrase_around(noun)));
        }
        self.complements(at + 1, &mut frame);
        if frame.object.is_none() && !frame.passive {
            frame.object = self.antecedent(start);
        }
        frame
    }

    /// The frame that goes on without its verb: `$5bn in X and $2bn in Y`, read as of Y.
    pub fn gapped(&self, frame: &Frame) -> Option<Frame> {
        let mut at = frame.end;
        if !matches!(self.word(at), "," | "and") {
            return None;
        }
        let over = |at: usize| {
            matches!(self.word(at), "," | "and" | "a" | "another" | "further" | "additional")
        };
        while over(at) {
            at += 1;
        }
        let amount = Some(at).filter(|at| matches!(self.what(*at), Some(What::Amount(_))))?;
        let on = self.word(at + 1);
        let phrase = self.phrase(at + 2);
        let place = frame.hung.iter().position(|hung| {
            hung.on == on && !hung.phrase.parties.is_empty() && hung.phrase.amounts.is_empty()
        })?;
        if phrase.parties.is_empty() {
            return None;
        }
        let mut next = frame.clone();
        next.end = phrase.end;
        next.hung[place].phrase = phrase;
        let object = next.object.iter_mut().map(|object| &mut object.amounts);
        let own = std::iter::once(&mut next.own.amounts);
        let hung = next.hung.iter_mut().map(|hung| &mut hung.phrase.amounts);
        let first = object.chain(own).chain(hung).find(|amounts| !amounts.is_empty())?;
        *first = vec![amount];
        Some(next)
    }

    /// What a clause is about that says what somebody does with it: `a loan that X is making to Y`.
    fn antecedent(&self, start: usize) -> Option<Phrase> {
        let (boundary, verb) = self.boundary(start);
        let that = boundary.checked_sub(1).filter(|at| {
            verb.is_none() && matches!(self.word(*at), "that" | "which") && boundary < start
        })?;
        let comma = that.checked_sub(1).is_some_and(|before| self.word(before) == ",");
        let behind = that.checked_sub(if comma { 2 } else { 1 })?;
        let noun = self.is_plain_noun(behind).then(|| self.phrase_around(behind));
        noun.filter(|phrase| phrase.end == behind + 1)
    }

    /// The frame of a noun: its own phrase, what hangs behind it, and the verb that governs it.
    pub fn noun_frame(&self, at: usize) -> Frame {
        let own = self.phrase_around(at);
        let governing = self.governing(own.start);
        let mut frame = match governing {
            Some((at, verb)) => {
                let (start, cues) = self.group(at, verb);
                Frame {
                    verb: Some(verb.lemma),
                    verb_at: Some(at),
                    passive: self.is_passive(at, verb, &cues),
                    past: verb.forms.any(Forms::PAST)
                        || cues
                            .iter()
                            .any(|cue| matches!(&cue[..], "has" | "have" | "had" | "having")),
                    subject: if start == at
                        && verb.forms == Forms::ING
                        && at > 0
                        && self.is_somebody(at - 1)
                    {
                        Some(self.phrase(at - 1))
                    } else {
                        self.subject(start, DEEP)
                    },
                    indirect: self.given_to(at, own.start),
                    cues,
                    ..Frame::default()
                }
            }
            None => self.in_talks(own.start).unwrap_or_default(),
        };
        frame.trigger = at;
        frame.own = own;
        self.hangs(frame.own.end, frame.own.noun.or(Some(at)), &mut frame);
        frame
    }

    /// `X is in talks with Y about`: who talks, and that they do.
    fn in_talks(&self, before: usize) -> Option<Frame> {
        let talks = (before.saturating_sub(12)..before).rev().find(|at| {
            matches!(self.word(*at), "talks" | "negotiations" | "discussions")
                && self.word(at.wrapping_sub(1)) == "in"
        })?;
        let (subject, mut cues) = self.being(talks - 1)?;
        cues.push("talks".to_string());
        Some(Frame { subject: Some(subject), verb_at: Some(talks), cues, ..Frame::default() })
    }

    /// Words of the main clause that hold for one inside of it: an arrangement may be made where X
    /// buys from Y.
    fn cues_around(&self, start: usize) -> Vec<Cue> {
        let (boundary, _) = self.boundary(start);
        let inside = boundary > 0
            && matches!(
                self.word(boundary - 1),
                "where" | "which" | "that" | "whereby" | "whether" | "if"
            );
        let modal = |at: &usize| {
            matches!(self.word(*at), "may" | "might" | "could" | "would" | "whether" | "if")
        };
        let outer = 0..if inside { boundary } else { 0 };
        outer.filter(modal).map(|at| self.word(at).to_string()).collect()
    }

    /// Who is so or so: the subject of a form of `be` in front of an item, with the words around.
    pub fn being(&self, at: usize) -> Option<(Phrase, Vec<Cue>)> {
        let mut start = at;
        let mut cues = Vec::new();
        while start > 0 && (self.is_adverb(start - 1) || self.tags(start - 1).has(Tag::Auxiliary)) {
            start -= 1;
            cues.push(self.word(start).to_string());
        }
        let be =
            |cue: &Cue| matches!(&cue[..], "be" | "is" | "are" | "was" | "were" | "been" | "being");
        let subject = if cues.iter().any(be) { self.subject(start, DEEP) } else { None };
        subject.map(|subject| (subject, cues))
    }

    /// The party between a verb and the noun that it governs: `gave Intel a loan`.
    fn given_to(&self, verb: usize, noun: usize) -> Option<Phrase> {
        let phrase = self.phrase(verb + 1);
        (phrase.end <= noun && !phrase.parties.is_empty() && phrase.noun.is_none())
            .then_some(phrase)
    }

    /// The verb in front of a phrase in its clause, over prepositions and what hangs on them.
    fn governing(&self, start: usize) -> Option<(usize, Verb)> {
        let mut at = start;
        while at > 0 && start - at < 16 {
            at -= 1;
            if let Some(verb) = self.verb(at) {
                // Notes falling due in May and a loan: they fall due, the loan does not.
                let describes = verb.forms == Forms::ING
                    && self.word(start.wrapping_sub(1)) == "and"
                    && at.checked_sub(1).is_some_and(|before| self.is_plain_noun(before));
                if describes {
                    continue;
                }
                // From backers that include X: the verb before governs.
                if verb.lemma == "include"
                    && at > 0
                    && matches!(self.word(at - 1), "that" | "which")
                {
                    at -= 1;
                    continue;
                }
                return Some((at, verb));
            }
            let tags = self.tags(at);
            if matches!(self.word(at), ";" | ":" | ".")
                || tags.has(Tag::Subordinator) && !tags.has(Tag::Preposition)
            {
                return None;
            }
        }
        None
    }

    /// Where the words that belong to a verb start, and what they are, the nearest first.
    fn group(&self, verb_at: usize, verb: Verb) -> (usize, Vec<Cue>) {
        let mut cues = Vec::new();
        let mut start = verb_at;
        let mut ing = verb.forms == Forms::ING;
        // co-led
        if start >= 2 && self.word(start - 1) == "-" && self.word(start - 2) == "co" {
            start -= 2;
        }
        for _ in 0..12 {
            let Some(mut before) = start.checked_sub(1) else { break };
            while before > 0 && self.is_adverb(before) {
                cues.push(self.word(before).to_string());
                before -= 1;
            }
            // would in return receive
            let aside = self.word(before.wrapping_sub(1)) == "in"
                && matches!(self.word(before), "return" | "turn" | "effect" | "fact" | "part");
            if aside && before >= 2 && self.tags(before - 2).has(Tag::Auxiliary) {
                before -= 2;
            }
            // is 62 percent owned by
            let part = matches!(self.what(before), Some(What::Amount(_)))
                && self.tags(before.wrapping_sub(1)).has(Tag::Auxiliary);
            before -= usize::from(part);
            let word = self.word(before);
            let is_to = word == "to"
                && matches!(self.word(before.wrapping_sub(1)), "is" | "are" | "was" | "were");
            if is_to {
                cues.push("set".to_string());
                start = before;
                ing = false;
            } else if self.tags(before).has(Tag::Auxiliary) || word == "n't" {
                cues.push(word.to_string());
                start = before;
                ing = false;
            } else if self.is_adverb(before) {
                cues.push(word.to_string());
                start = before;
            } else if word == "to" && !ing
                || ing
                    && matches!(
                        word,
                        "about" | "of" | "on" | "in" | "for" | "from" | "with" | "to" | "by"
                    )
            {
                let Some((at, cue)) = self.leads_to(before) else { break };
                ing = self.verb(at).is_some_and(|verb| verb.forms == Forms::ING);
                cues.push(cue);
                start = at;
            } else if ing && self.verb(before).is_some_and(|verb| leads(verb.lemma)) {
                let lead = self.verb(before).map_or("", |verb| verb.lemma);
                ing = self.verb(before).is_some_and(|verb| verb.forms == Forms::ING);
                cues.push(lead.to_string());
                start = before;
            } else {
                break;
            }
        }
        (start, cues)
    }

    /// What leads to an infinitive or to `about` and an `-ing`: `agreed to`, `in talks to`, `held
    /// talks with X about`. Gives where it starts.
    fn leads_to(&self, to: usize) -> Option<(usize, Cue)> {
        let mut at = to.checked_sub(1)?;
        // talks with X about
        let mut steps = 0;
        while steps < 8 && at > 0 && !self.is_lead(at) {
            let time = matches!(self.what(at), Some(What::Time(_)));
            let noun = self.what(at) == Some(&What::Word) && self.verb(at).is_none();
            let tags = self.tags(at);
            let apart = tags.has(Tag::Preposition)
                || tags.has(Tag::Subordinator)
                || tags.has(Tag::Auxiliary);
            let passes = self.is_somebody(at)
                || time
                || noun && !apart
                || matches!(self.word(at), "with" | "on" | "in" | "by");
            if !passes || at == 0 {
                return None;
            }
            at -= 1;
            steps += 1;
        }
        if !self.is_lead(at) {
            return None;
        }
        if let Some(verb) = self.verb(at) {
            return Some((at, verb.lemma.to_string()));
        }
        let cue = self.word(at).to_string();
        // A noun: back over what describes it to the verb or auxiliary in front.
        let mut start = at;
        while start > 0 && at - start < 5 {
            let before = start - 1;
            // in advanced talks, a signed agreement: the participle describes.
            let described = self.verb(before).is_some_and(|verb| {
                verb.forms.any(Forms::PARTICIPLE)
                    && before > 0
                    && (self.word(before - 1) == "in" || self.tags(before - 1).has(Tag::Determiner))
            });
            if let Some(verb) = self.verb(before).filter(|_| is_noun_lead(&cue) && !described) {
                return Some((before, format!("{cue} {}", verb.lemma)));
            }
            let describes = matches!(self.what(before), Some(What::Word))
                && !self.tags(before).has(Tag::Auxiliary)
                && (matches!(self.word(before), "in" | "a" | "an" | "the" | "no")
                    || !self.tags(before).has(Tag::Preposition))
                && !self.tags(before).has(Tag::Subordinator)
                || self.what(before) == Some(&What::Its);
            if !describes || !is_noun_lead(&cue) {
                break;
            }
            start = before;
        }
        // asked the Federal Reserve for approval to
        let asked = (start.saturating_sub(6)..start).rev().find(|at| self.verb(*at).is_some());
        if let Some(asked) = asked.filter(|_| self.word(start.wrapping_sub(1)) == "for")
            && self.verb(asked).is_some_and(|verb| matches!(verb.lemma, "ask" | "apply" | "wait"))
        {
            return Some((asked, cue));
        }
        Some((start, cue))
    }

    fn is_lead(&self, at: usize) -> bool {
        self.verb(at).is_some_and(|verb| leads(verb.lemma))
            || is_noun_lead(self.word(at))
            || is_adjective_lead(self.word(at))
    }

    fn is_passive(&self, at: usize, verb: Verb, cues: &[Cue]) -> bool {
        if !verb.forms.any(Forms::PARTICIPLE) {
            return false;
        }
        let be =
            |cue: &Cue| matches!(&cue[..], "be" | "is" | "are" | "was" | "were" | "been" | "being");
        let adverb = |cue: &&Cue| crate::lexicon::tags(cue).has(Tag::Adverb);
        if let Some(nearest) = cues.iter().find(|cue| !adverb(cue)) {
            return be(nearest);
        }
        // backed by, owned by, valued at: behind a noun or at the start, without an auxiliary.
        let by = matches!(self.word(at + 1), "by");
        by || at == 0 || verb.lemma == "value" && self.word(at + 1) == "at"
    }

    /// Who does what a group of verbs says that starts at an item.
    fn subject(&self, start: usize, deep: usize) -> Option<Phrase> {
        // told the SEC it raised
        if let Some(it) = start.checked_sub(1).filter(|at| self.what(*at) == Some(&What::Pronoun)) {
            return Some(self.phrase(it));
        }
        if let Some(phrase) = self.behind_opening(start) {
            return Some(phrase);
        }
        let relative = self
            .over_times(start)
            .checked_sub(1)
            .filter(|at| matches!(self.word(*at), "which" | "who" | "that"));
        if let Some(phrase) = relative.and_then(|pronoun| self.before(pronoun)) {
            return Some(phrase);
        }
        let (boundary, verb) = self.boundary(start);
        // It bought X and sold Y: who did the one did the other.
        let joined = start > 0 && matches!(self.word(start - 1), "and" | "or" | "but");
        if let Some(before) = verb.filter(|_| joined && deep > 0) {
            let (start, _) = self.group(before, self.verb(before)?);
            return self.subject(start, deep - 1);
        }
        // Behind another verb, what it is done to comes first: the subject is behind the comma.
        let comma = (boundary..start).find(|at| self.word(*at) == ",").filter(|_| verb.is_some());
        let mut at = comma.unwrap_or(boundary);
        let mut number = None;
        while at < start {
            let word = self.word(at);
            if self.tags(at).has(Tag::Preposition) && word != "about" {
                at = self.phrase(at + 1).end.max(at + 1);
                continue;
            }
            let phrase = self.phrase(at);
            if phrase.end > at && !phrase.is_empty() && phrase.start <= at {
                let only_amount =
                    phrase.parties.is_empty() && phrase.noun.is_none() && phrase.owners.is_empty();
                if !only_amount {
                    return Some(phrase);
                }
                number.get_or_insert(phrase.clone());
            }
            at = phrase.end.max(at + 1);
        }
        if number.is_some() {
            return number;
        }
        match verb.filter(|_| deep > 0) {
            Some(at) => {
                let verb = self.verb(at)?;
                let (start, _) = self.group(at, verb);
                self.subject(start, deep - 1)
            }
            // Valued at $5bn, OpenAI could: the subject follows.
            None if boundary == 0 => self.subject_behind(start),
            None => None,
        }
    }

    /// Under the agreement, which needs approval, X will: who stands between the comma and the verb.
    fn behind_opening(&self, start: usize) -> Option<Phrase> {
        let opens = self.tags(0).has(Tag::Preposition)
            || self.tags(0).has(Tag::Subordinator)
            || self.verb(0).is_some_and(|verb| verb.forms == Forms::ING);
        let comma = (start.saturating_sub(8)..start).rev().find(|at| self.word(*at) == ",")?;
        let phrase = self.phrase(comma + 1);
        let one = phrase.parties.len() == 1 && phrase.noun.is_none() && phrase.end == start;
        let relative = (0..comma).any(|at| matches!(self.word(at), "which" | "who" | "that"));
        (opens && relative && one).then_some(phrase)
    }

    /// Back over times and what leads to them: `which on Monday agreed`.
    fn over_times(&self, start: usize) -> usize {
        let mut at = start;
        while at > 0 {
            let before = at - 1;
            let time = matches!(self.what(before), Some(What::Time(_)));
            let leads = matches!(self.word(before), "on" | "in" | "last")
                && matches!(self.what(at), Some(What::Time(_)));
            if !time && !leads && !self.is_adverb(before) {
                break;
            }
            at = before;
        }
        at
    }

    fn subject_behind(&self, start: usize) -> Option<Phrase> {
        let comma = (start..self.items.len()).find(|at| self.word(*at) == ",")?;
        let phrase = self.phrase(comma + 1);
        (!phrase.parties.is_empty()).then_some(phrase)
    }

    /// The party in front of `which`, over a comma.
    fn before(&self, pronoun: usize) -> Option<Phrase> {
        let mut at = pronoun.checked_sub(1)?;
        if self.word(at) == "," {
            at = at.checked_sub(1)?;
        }
        // Robert Wescott, 71, who
        if matches!(self.what(at), Some(What::Amount(_))) && at >= 2 && self.word(at - 1) == "," {
            at -= 2;
        }
        let start = if self.is_somebody(at) { at } else { self.phrase_around(at).start };
        let phrase = self.phrase(start);
        (!phrase.is_empty()).then_some(phrase)
    }

    /// Where the clause of a group of verbs starts, and the verb of the clause before, if that is
    /// what ends it.
    fn boundary(&self, start: usize) -> (usize, Option<usize>) {
        let mut at = start;
        while at > 0 {
            at -= 1;
            let word = self.word(at);
            let tags = self.tags(at);
            if matches!(word, ";" | ":" | "\u{2013}" | "\u{2014}" | "(")
                || word == "-" && !self.glued(at)
            {
                return (at + 1, None);
            }
            if word == "whose" {
                return (at, None);
            }
            if matches!(word, "which" | "who")
                || tags.has(Tag::Subordinator) && !tags.has(Tag::Preposition)
            {
                return (at + 1, None);
            }
            if matches!(word, "after" | "before" | "as" | "since" | "until")
                && self.has_subject_between(at + 1, start)
            {
                return (at + 1, None);
            }
            if let Some(open) = (word == ",").then(|| self.set_off(at)).flatten() {
                at = open;
                continue;
            }
            if self.verb(at).is_some()
                || tags.has(Tag::Auxiliary) && self.verb_after(at, start).is_none()
            {
                // A clause between commas: Intel, which makes chips, will.
                if let Some(pronoun) =
                    self.relative_of(at).filter(|_| (at..start).any(|k| self.word(k) == ","))
                {
                    at = pronoun;
                    continue;
                }
                return (at + 1, self.verb(at).map(|_| at));
            }
        }
        (0, None)
    }

    /// The comma that opens what this one closes, where both set off words about who stands before
    /// them: `Intel, which makes chips,`; `Intel, a maker of chips,`.
    fn set_off(&self, close: usize) -> Option<usize> {
        let open = (close.saturating_sub(30)..close).rev().find(|at| self.word(*at) == ",")?;
        let first = self.word(open + 1);
        let about = matches!(
            first,
            "which"
                | "who"
                | "whose"
                | "a"
                | "an"
                | "the"
                | "one"
                | "formerly"
                | "once"
                | "together"
                | "until"
                | "long"
                | "already"
                | "still"
                | "now"
        ) || self.what(open + 1) == Some(&What::Nominal)
            || self
                .verb(open + 1)
                .is_some_and(|verb| verb.forms.any(Forms::PARTICIPLE) || verb.forms == Forms::ING)
            || matches!(
                first,
                "based" | "founded" | "headquartered" | "listed" | "known" | "including" | "like"
            );
        (open > 0 && about && self.is_somebody(open - 1)).then_some(open)
    }

    fn has_subject_between(&self, from: usize, to: usize) -> bool {
        (from..to).any(|at| self.is_somebody(at))
            && !matches!(self.word(from), "a" | "part" | "much" | "many" | "well")
    }

    fn verb_after(&self, at: usize, end: usize) -> Option<usize> {
        (at + 1..end.min(at + 5)).find(|at| self.verb(*at).is_some())
    }

    /// The `which` that a verb belongs to, if one stands right before its group.
    fn relative_of(&self, at: usize) -> Option<usize> {
        for before in (at.saturating_sub(12)..at).rev() {
            if matches!(self.word(before), "which" | "who" | "whose" | "that") {
                return Some(before);
            }
            if self.verb(before).is_some() || matches!(self.word(before), ";" | ",") {
                return None;
            }
        }
        None
    }

    fn complements(&self, from: usize, frame: &mut Frame) {
        let mut at = from;
        while self.is_adverb(at)
            || matches!(self.what(at), Some(What::Time(_)))
            || matches!(self.word(at), "up" | "out" | "back")
            || self.word(at) == "in"
                && frame.verb == Some("put")
                && matches!(self.what(at + 1), Some(What::Amount(_)))
        {
            at += 1;
        }
        let first = self.phrase(at);
        let mut behind = Some(frame.trigger);
        if !first.is_empty() {
            at = first.end;
            // its adviser, Lowell & Finch, a fee
            let set_off = (first.start..first.end).any(|at| self.word(at) == ",");
            at += usize::from(set_off && self.word(at) == ",");
            let second = self.phrase(at);
            let state = first.noun.is_some_and(|noun| self.tags(noun).has(Tag::Place));
            let gives = (state || !first.parties.is_empty() && first.noun.is_none())
                && !second.is_empty()
                && !self.tags(at).has(Tag::Preposition);
            behind = first.noun.or(first.amounts.last().copied()).or(behind);
            if gives {
                at = second.end;
                behind = second.noun.or(second.amounts.last().copied()).or(behind);
                (frame.indirect, frame.object) = (Some(first), Some(second));
            } else {
                let mut first = first;
                // 1.2 million shares, or 9.8 percent
                if let Some(item) = self.otherwise(at) {
                    first.amounts.push(item);
                    at = item + 1;
                }
                frame.object = Some(first);
            }
        }
        self.hangs(at, behind, frame);
    }

    /// What hangs on prepositions from an item on, up to the end of the clause.
    fn hangs(&self, from: usize, behind: Option<usize>, frame: &mut Frame) {
        let (mut at, mut behind) = (from, behind);
        let limit = self.items.len().min(from + REACH);
        while at < limit {
            let word = self.word(at);
            let tags = self.tags(at);
            if matches!(self.what(at), Some(What::Time(_))) || self.is_adverb(at) || word == "\"" {
                at += 1;
            } else if word == "worth" || tags.has(Tag::Preposition) {
                // to buy: another clause.
                if word == "to" && self.verb(at + 1).is_some_and(|verb| verb.forms.any(Forms::BASE))
                {
                    break;
                }
                if matches!(word, "after" | "before" | "as" | "since" | "until")
                    && self.clause_follows(at + 1)
                {
                    break;
                }
                let phrase = self.phrase(at + 1);
                if phrase.is_empty() {
                    at += 1;
                    continue;
                }
                at = phrase.end;
                let next = phrase
                    .noun
                    .or(phrase.amounts.last().copied())
                    .or(phrase.parties.last().copied());
                frame.hung.push(Hung { on: word.to_string(), behind, phrase });
                behind = next;
            } else if let Some((last, item)) = frame.hung.last_mut().zip(self.otherwise(at)) {
                // for $25 a share, or about $120 million
                last.phrase.amounts.push(item);
                at = item + 1;
            } else if word == "," {
                match self.over_comma(at) {
                    Some(next) => at = next,
                    None => break,
                }
            } else if word == "(" {
                at = (at..limit).find(|at| self.word(*at) == ")").map_or(limit, |close| close + 1);
            } else if self.goes_on_hanging(at) {
                at += 1;
            } else {
                break;
            }
        }
        frame.end = at;
    }

    /// The amount that says another one in other words: `, or about $120 million`.
    fn otherwise(&self, at: usize) -> Option<usize> {
        let or = at + usize::from(self.word(at) == ",");
        let item = or + 1;
        let amount = matches!(self.what(item), Some(What::Amount(_)));
        let behind = at.checked_sub(1).is_some_and(|before| {
            matches!(self.what(before), Some(What::Amount(_)))
                || matches!(self.word(before), "share" | "shares" | "cash" | "stock")
        });
        (self.word(or) == "or" && amount && behind).then_some(item)
    }

    /// Whether a word leads on to what hangs behind it: `valued at`, `due in`, `and for`.
    fn goes_on_hanging(&self, at: usize) -> bool {
        let word = self.word(at);
        let participle = self.verb(at).filter(|verb| verb.forms.any(Forms::PARTICIPLE));
        let told = participle.is_some_and(|verb| {
            matches!(
                verb.lemma,
                "value"
                    | "lead"
                    | "hold"
                    | "own"
                    | "price"
                    | "set"
                    | "make"
                    | "base"
                    | "arrange"
                    | "provide"
                    | "underwrite"
            )
        });
        let more = matches!(word, "and" | "or")
            && self.tags(at + 1).has(Tag::Preposition)
            && self.word(at + 1) != "to";
        let leads = matches!(
            word,
            "due" | "named" | "called" | "dated" | "totaling" | "totalling" | "amounting"
        );
        told || more || leads
    }

    /// Whether a subject and its verb follow.
    fn clause_follows(&self, at: usize) -> bool {
        let phrase = self.phrase(at);
        let mut next = phrase.end;
        while self.is_adverb(next) {
            next += 1;
        }
        !phrase.is_empty()
            && (self.tags(next).has(Tag::Auxiliary)
                || self.verb(next).is_some_and(|verb| verb.forms != Forms::ING))
    }

    /// Where to go on behind a comma: at a preposition, or behind a few words set off by commas.
    fn over_comma(&self, comma: usize) -> Option<usize> {
        let next = comma + 1;
        if self.word(next) == "respectively" && self.word(next + 1) == "," {
            return Some(next + 2);
        }
        // of Toledo, Ohio, for
        if self.tags(next).has(Tag::Place) && self.word(next + 1) == "," {
            return Some(next + 2);
        }
        let hangs = self.tags(next).has(Tag::Preposition) && self.word(next) != "to"
            || self.word(next) == "worth"
            || self.is_adverb(next) && !self.tags(next).has(Tag::Subordinator)
            || matches!(self.what(next), Some(What::Time(_)));
        if hangs {
            return Some(next);
        }
        let described =
            matches!(self.word(next), "a" | "an" | "the" | "which" | "who" | "one" | "based")
                || self.what(next) == Some(&What::Nominal);
        let close = (next..self.items.len().min(next + 20)).find(|at| self.word(*at) == ",")?;
        let hangs = self.tags(close + 1).has(Tag::Preposition) && self.word(close + 1) != "to";
        (described && hangs).then_some(close + 1)
    }
}

/// Verbs that lead to another: what follows is wanted, planned, agreed.
fn leads(lemma: &str) -> bool {
    matches!(
        lemma,
        "agree"
            | "plan"
            | "intend"
            | "aim"
            | "want"
            | "hope"
            | "expect"
            | "offer"
            | "propose"
            | "seek"
            | "consider"
            | "weigh"
            | "mull"
            | "explore"
            | "discuss"
            | "eye"
            | "negotiate"
            | "look"
            | "prepare"
            | "need"
            | "promise"
            | "pledge"
            | "commit"
            | "refuse"
            | "decline"
            | "fail"
            | "deny"
            | "reject"
            | "start"
            | "begin"
            | "continue"
            | "contract"
            | "sign"
            | "talk"
            | "bid"
            | "target"
            | "help"
            | "require"
            | "set"
            | "estimate"
            | "forecast"
            | "project"
            | "schedule"
            | "allow"
            | "engage"
            | "abandon"
            | "drop"
            | "scrap"
            | "suspend"
            | "delay"
            | "think"
            | "complete"
            | "finish"
            | "close"
            | "say"
            | "report"
            | "move"
            | "use"
            | "approach"
            | "announce"
            | "approve"
    )
}

fn is_noun_lead(word: &str) -> bool {
    matches!(
        word,
        "talks"
            | "talk"
            | "negotiations"
            | "discussions"
            | "plan"
            | "plans"
            | "deal"
            | "agreement"
            | "agreements"
            | "option"
            | "right"
            | "offer"
            | "bid"
            | "intention"
            | "proposal"
            | "commitment"
            | "pledge"
            | "contract"
            | "decision"
            | "effort"
            | "efforts"
            | "attempt"
            | "letter"
            | "pact"
            | "accord"
            | "memorandum"
            | "approval"
            | "permission"
            | "clearance"
            | "understanding"
            | "process"
    )
}

fn is_adjective_lead(word: &str) -> bool {
    matches!(
        word,
        "likely"
            | "due"
            | "ready"
            | "close"
            | "about"
            | "willing"
            | "able"
            | "poised"
            | "free"
            | "going"
            | "unlikely"
            | "unable"
            | "keen"
            | "obliged"
            | "bound"
            | "scheduled"
            | "interested"
            | "near"
            | "known"
            | "slated"
            | "used"
    )
}
