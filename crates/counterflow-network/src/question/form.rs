//! What the arguments of an attribute may be, read from the table of attributes.

use crate::Attribute;

/// What an argument may be, for example `company or round`: the words, each with what it takes.
pub type Slot = Vec<Alternative>;

/// One thing that an argument may be.
#[derive(Clone, Debug)]
pub struct Alternative {
    /// The word of the table: `holder`, `round`, `year`.
    pub word: String,
    /// What it takes.
    pub sort: Sort,
}

/// What a word of the table takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// A party.
    Party,
    /// A deal.
    Deal,
    /// A date or a run of days.
    Period,
    /// Twelve months.
    Year,
    /// The word itself.
    Unscheduled,
}

/// The lists of arguments that an attribute takes, the shorter first.
pub fn forms(attribute: &Attribute) -> Vec<Vec<Slot>> {
    let mut forms = spelt(attribute.args.to_string());
    forms.sort_by_key(|form| form.matches(',').count() + usize::from(!form.is_empty()));
    forms.iter().map(|form| slots(form)).collect()
}

/// The form of this many arguments.
pub fn form(attribute: &Attribute, count: usize) -> Option<Vec<Slot>> {
    let mut form = forms(attribute).into_iter().rfind(|form| form.len() <= count)?;
    if attribute.name == ANY_PARTIES {
        let last = form.last()?.clone();
        form.resize(count, last);
    }
    (form.len() == count).then_some(form)
}

/// How many arguments an attribute takes, for people: `2 or 3 arguments`.
pub fn counts(attribute: &Attribute) -> String {
    if attribute.name == ANY_PARTIES {
        return "1 argument or more".to_string();
    }
    let counts: Vec<String> = forms(attribute).iter().map(|form| form.len().to_string()).collect();
    let plural = if counts == ["1"] { "" } else { "s" };
    format!("{} argument{plural}", counts.join(" or "))
}

/// `attribute(argument, argument)` as the table has it, for people.
pub fn usage(attribute: &Attribute) -> String {
    format!("{}({})", attribute.name, attribute.args.replace(',', ", "))
}

/// The attribute that tells the parts of a deal apart by their parties, of which a part may have
/// any number on either side.
const ANY_PARTIES: &str = "amount";

/// The words of a slot, for people: `a company or round`.
pub fn words(slot: &[Alternative]) -> String {
    let words: Vec<&str> = slot.iter().map(|one| one.word.as_str()).collect();
    let words = words.join(" or ");
    let article = if words.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {words}")
}

/// A list with each bracket once left out and once kept.
fn spelt(args: String) -> Vec<String> {
    let Some((before, rest)) = args.split_once('[') else { return vec![args] };
    let mut depth = 1_usize;
    let close = rest.find(|c| {
        depth = depth + usize::from(c == '[') - usize::from(c == ']');
        depth == 0
    });
    let Some(close) = close else { return Vec::new() };
    let (inner, after) = (&rest[..close], &rest[close + 1..]);
    let mut all = spelt(format!("{before}{after}"));
    all.extend(spelt(format!("{before}{inner}{after}")));
    all
}

fn slots(form: &str) -> Vec<Slot> {
    let given = form.split(',').filter(|slot| !slot.is_empty());
    given.map(|slot| slot.split(" or ").map(alternative).collect()).collect()
}

fn alternative(word: &str) -> Alternative {
    let sort = match word {
        "round" | "deal" => Sort::Deal,
        "period" | "date" => Sort::Period,
        "year" => Sort::Year,
        "unscheduled" => Sort::Unscheduled,
        _ => Sort::Party,
    };
    Alternative { word: word.to_string(), sort }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ATTRIBUTES;

    fn lengths(name: &str) -> Vec<usize> {
        let attribute = crate::attribute::find(name).expect("an attribute");
        forms(attribute).iter().map(Vec::len).collect()
    }

    #[test]
    fn brackets_are_left_out_or_kept() {
        assert_eq!(lengths("share"), [2, 3]);
        assert_eq!(lengths("backlog"), [2, 3]);
        assert_eq!(lengths("commitments"), [0, 1, 2]);
        assert_eq!(lengths("funding"), [0, 1]);
        assert_eq!(lengths("revenue"), [2, 3]);
    }

    #[test]
    fn the_parts_of_a_deal_have_any_number_of_parties() {
        let amount = crate::attribute::find("amount").expect("an attribute");
        let count = |count: usize| form(amount, count).map(|form| form.len());
        assert_eq!([0, 1, 2, 5].map(count), [None, Some(1), Some(2), Some(5)]);
        assert_eq!(usage(amount), "amount(deal[, party[, party]])");
    }

    #[test]
    fn every_attribute_has_a_form_of_each_length_once() {
        for attribute in ATTRIBUTES {
            let counts = lengths(attribute.name);
            assert!(!counts.is_empty(), "{}", attribute.name);
            assert!(counts.windows(2).all(|two| two[0] < two[1]), "{}", attribute.name);
        }
    }
}
