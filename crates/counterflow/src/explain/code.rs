//! The page of a diagnostic.

/// Every page of `messages/`, by code.
const PAGES: &[(&str, &str)] = &include!(concat!(env!("OUT_DIR"), "/pages.rs"));

/// The page that explains a code; `None` if there is no such code.
pub fn explain_code(code: &str) -> Option<&'static str> {
    PAGES.iter().find(|(name, _)| *name == code).map(|(_, page)| *page)
}
