//! Cases that no one here wrote: those of Microsoft's Recognizers-Text.
//!
//! An adapter writes our types as their resolutions. What differs by design is listed by case in
//! `docs/reading.md`.

mod cases;
mod money;
mod number;
mod range;
mod time;
