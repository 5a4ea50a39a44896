//! What a claim is, and what can be checked about claims one by one.
//!
//! [`lower`] turns the trees of a book into typed [`Claims`]; [`check`] reports what is wrong with
//! what is said. Nothing is inferred here: "up to 50 bn USD" stays a bound with its words, an
//! unknown stays unknown, and a claim keeps the span of every part. What claims *mean* together on
//! a date is the business of `counterflow-network`.

mod check;
mod claim;
mod claims;
pub mod codes;
mod date;
mod grammar;
mod lower;
mod party;
mod phrases;
mod quantity;
mod source;
mod unit;

pub use check::{Documents, check};
pub use claim::{
    Binding, Citation, Claim, ClaimId, Condition, Due, Kind, Link, Metric, Mode, Nature, PartyRef,
    Relation, Side, Slot, Stage, Target, TextKey, TimeKey,
};
pub use claims::{Assumption, Claims, Deal, DealId, Judgement, Scenario, Schedule};
pub use date::{Time, TimeForm, When, YearEnd};
pub use grammar::{KEYS, Key, KeyValue, Shape, VERBS, Verb};
pub use jiff::civil::Date;
pub use lower::lower;
pub use party::{Identifier, Member, Party, PartyId, PartyKind};
pub use phrases::{Effect, Phrase, Phrases};
pub use quantity::{Base, Bound, Bounds, Qualifier, Quantity, State};
pub use rust_decimal::Decimal;
pub use source::{Basis, Source, SourceId};
pub use unit::{Currency, Measure, Per, Unit};
