//! The command from end to end: what it prints, what it writes, and how it ends.

#![expect(clippy::disallowed_methods, reason = "tests make and read books on disk")]
#![expect(clippy::print_stdout, reason = "a test that is skipped says so")]

mod asking;
mod books;
mod clearing;
mod commands;
mod company_facts;
mod exchange;
mod files;
mod hostile;
mod models;
mod output;
mod pages;
mod reading;
mod reconstructing;
mod run;
mod scenarios;
mod tables;
