//! What is read of whole texts: sentences with their claims, an article with traps, passages; and
//! that the same said in another type is read the same.

mod gold;
mod invariance;
mod sentences;
mod shared;
