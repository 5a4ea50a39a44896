//! Reconstruction of liability matrices: what must hold of every method, known answers, and
//! answers of other methods on the same webs.

#![expect(clippy::unwrap_used, reason = "a helper of a test fails as the test does")]
#![expect(clippy::float_cmp, reason = "what is exact is compared exactly")]

#[path = "reconstruct/bounds.rs"]
mod bounds;
#[path = "reconstruct/density.rs"]
mod density;
#[path = "reconstruct/entropy.rs"]
mod entropy;
#[path = "reconstruct/mistakes.rs"]
mod mistakes;
#[path = "reconstruct/properties.rs"]
mod properties;
#[path = "reconstruct/sampler.rs"]
mod sampler;
#[path = "reconstruct/web.rs"]
mod web;
