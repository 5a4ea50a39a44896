//! The rules on how claims combine, each on a small book.

mod book;
mod deals;
mod generated;
mod grammar;
mod history;
mod legs;
mod metrics;
mod money;
mod numbers;
mod rounds;
mod size;
mod truth;
