//! Every code that this crate owns.

use counterflow_syntax::{Code, Severity};

use Severity::{Error, Note, Warning};

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $make:ident($($part:expr),*);)*) => {
        $($(#[$doc])* pub const $name: Code = Code::$make($($part),*);)*
        /// All of them.
        pub const CODES: &[&Code] = &[$(&$name),*];
    };
}

codes! {
    /// A header that starts with no known word.
    UNKNOWN_VERB = syntax("unknown-verb", "a header starts with no known word");
    /// A header that lacks a part.
    INCOMPLETE_HEADER = syntax("incomplete-header", "a header lacks a part, or holds one too many");
    /// A key that the verb does not take.
    UNKNOWN_KEY = syntax("unknown-key", "a key is not known, or not for this kind of entry");
    /// A key written twice.
    REPEATED_KEY = syntax("repeated-key", "a key that is said once is written twice");
    /// A value that its key does not take.
    INVALID_VALUE = syntax("invalid-value", "a value is not of the kind that its key takes");
    /// A last word of a header that is no stage.
    UNKNOWN_STAGE = syntax("unknown-stage", "a word in the place of the stage is no stage");
    /// An amount that cannot be read.
    INVALID_AMOUNT = syntax("invalid-amount", "an amount cannot be read");
    /// An amount too large, too small or too exact.
    AMOUNT_OUT_OF_RANGE = syntax("amount-out-of-range", "an amount is out of the range that is kept exactly");
    /// A unit that is not known.
    UNKNOWN_UNIT = syntax("unknown-unit", "a unit or currency is not known");
    /// A date that does not exist.
    IMPOSSIBLE_DATE = syntax("impossible-date", "a date does not exist or is out of range");
    /// A party that is not declared.
    UNKNOWN_PARTY = new("unknown-party", Error, "a party is not declared in the book");
    /// A source that is not declared.
    UNKNOWN_SOURCE = new("unknown-source", Error, "a source is not declared in the book");
    /// A name that is no claim.
    UNKNOWN_CLAIM = new("unknown-claim", Error, "a name refers to no claim or deal of the book");
    /// A name that is no deal.
    UNKNOWN_DEAL = new("unknown-deal", Error, "a name in `in` refers to no deal of the book");
    /// A default id that several claims share.
    AMBIGUOUS_CLAIM = new("ambiguous-claim", Error, "a name stands for several claims");
    /// An assumption that the book does not make.
    UNKNOWN_ASSUMPTION = new("unknown-assumption", Error, "an assumption is not declared in the book");
    /// A name given twice.
    DUPLICATE_ID = new("duplicate-id", Error, "a name is given twice");
    /// A claim that cites nothing.
    MISSING_SOURCE = new("missing-source", Error, "a claim cites no source");
    /// An amount of money without a currency.
    MISSING_CURRENCY = new("missing-currency", Error, "an amount has no currency or unit");
    /// A unit that does not fit the verb or key.
    UNIT_DOES_NOT_FIT = new("unit-does-not-fit", Error, "a unit does not fit what is said");
    /// Currencies in one deal that nothing converts.
    MIXED_CURRENCIES = new("mixed-currencies", Warning, "a deal mixes currencies without an exchange rate");
    /// A share outside 0 to 100%.
    SHARE_OUT_OF_RANGE = new("share-out-of-range", Error, "a share is below 0 or above 100%");
    /// A share of something that is not named.
    UNNAMED_BASE = new("unnamed-base", Error, "a share does not say of what");
    /// A claim from a party to itself.
    SAME_PARTY_TWICE = new("same-party-twice", Error, "a claim runs from a party to the same party");
    /// A later claim of a deal at an earlier stage.
    STAGE_ORDER = new("stage-order", Warning, "a deal goes back to an earlier stage");
    /// Dates that cannot stand in this order.
    DATE_ORDER = new("date-order", Warning, "dates stand in an order that cannot be");
    /// Groups or units that contain themselves.
    GROUP_CYCLE = new("group-cycle", Error, "a group or unit contains itself");
    /// Claims that are parts of themselves.
    PART_CYCLE = new("part-cycle", Error, "a claim is a part of itself");
    /// A claim that is replaced and used.
    REPLACED_CLAIM_USED = new("replaced-claim-used", Warning, "a claim that another replaces is still referred to");
    /// Two sources that state one thing differently.
    CONFLICTING_CLAIMS = new("conflicting-claims", Warning, "two sources state the same thing differently");
    /// A conflict that the book itself records.
    RECORDED_CONFLICT = new("recorded-conflict", Warning, "the book records that two claims conflict");
    /// A quote that is not in the source's file.
    QUOTE_NOT_FOUND = new("quote-not-found", Error, "a quote does not stand in the source's file");
    /// A source that nothing cites.
    UNUSED_SOURCE = new("unused-source", Warning, "no claim cites a source");
    /// A source without a date.
    UNDATED_SOURCE = new("undated-source", Note, "a source has no date of publication");
}
