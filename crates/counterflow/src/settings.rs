//! `book.toml`: the settings of a book.

use std::collections::BTreeMap;

use counterflow_claim::{Currency, Decimal, Phrases};
use counterflow_syntax::{Diagnostic, FileId, Files, Severity};
use serde::Deserialize;

use crate::codes;

/// What `book.toml` says, or the presets where it is silent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The title of the book.
    pub title: Option<String>,
    /// The file to start from.
    pub main: String,
    /// The currency of totals.
    pub currency: Currency,
    /// The bands of phrases.
    pub phrases: Phrases,
    /// Levels of codes that differ from their own; nothing for `off`.
    pub levels: BTreeMap<String, Option<Severity>>,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            title: None,
            main: "main.book".to_string(),
            currency: Currency::USD,
            phrases: Phrases::default(),
            levels: BTreeMap::new(),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    title: Option<String>,
    main: Option<String>,
    currency: Option<String>,
    #[serde(default)]
    phrases: BTreeMap<String, f64>,
    #[serde(default)]
    levels: BTreeMap<String, String>,
}

impl Settings {
    /// Reads the text of a `book.toml`; what is wrong with it is reported and preset.
    pub fn read(files: &Files, file: FileId, found: &mut Vec<Diagnostic>) -> Settings {
        let text = files.get(file).text();
        match toml::from_str::<Written>(text) {
            Ok(written) => Settings::from_written(written, files, file, found),
            Err(error) => {
                let span = error.span().unwrap_or(0..1);
                let at = files.whole(file).slice(span.start, span.end.max(span.start + 1));
                found.push(
                    Diagnostic::new(&codes::INVALID_SETTINGS, "`book.toml` cannot be read")
                        .at(at, error.message().trim().to_string())
                        .help("the settings are listed at the end of docs/language.md"),
                );
                Settings::default()
            }
        }
    }

    fn from_written(
        written: Written,
        files: &Files,
        file: FileId,
        found: &mut Vec<Diagnostic>,
    ) -> Settings {
        let mut settings = Settings { title: written.title, ..Settings::default() };
        let mut wrong = |value: &str, label: &str| {
            let whole = files.whole(file);
            let at = files.text(whole).find(value).unwrap_or(0);
            found.push(
                Diagnostic::new(&codes::INVALID_SETTINGS, format!("`{value}` cannot be used here"))
                    .at(whole.slice(at, at + value.len()), label.to_string()),
            );
        };
        if let Some(main) = written.main {
            match main.starts_with('/') || main.split('/').any(|part| part == "..") {
                true => wrong(&main, "the main file lies in the book's folder"),
                false => settings.main = main,
            }
        }
        if let Some(code) = &written.currency {
            match Currency::from_code(code) {
                Some(currency) => settings.currency = currency,
                None => wrong(code, "not an ISO 4217 code"),
            }
        }
        for (phrase, band) in &written.phrases {
            match settings.band(phrase) {
                Some(slot) if (0.0..1.0).contains(band) => {
                    *slot = Decimal::try_from(*band).unwrap_or_default().normalize();
                }
                Some(_) => wrong(phrase, "a band is a share of the number, at least 0 and below 1"),
                None => {
                    wrong(phrase, "the phrases with a band are `about`, `nearly` and `just-over`")
                }
            }
        }
        for (code, level) in &written.levels {
            match (codes::all().iter().find(|known| known.name == code), level_named(level)) {
                (None, _) => wrong(code, "no code has this name"),
                (Some(known), _) if known.fixed => {
                    wrong(code, "text that cannot be read is always an error")
                }
                (_, None) => wrong(level, "expected error, warning, note or off"),
                (Some(_), Some(level)) => {
                    settings.levels.insert(code.clone(), level);
                }
            }
        }
        settings
    }

    fn band(&mut self, phrase: &str) -> Option<&mut Decimal> {
        match phrase {
            "about" => Some(&mut self.phrases.about),
            "nearly" => Some(&mut self.phrases.nearly),
            "just-over" => Some(&mut self.phrases.just_over),
            _ => None,
        }
    }

    /// Gives diagnostics the levels of the book and drops those that it turns off.
    pub fn level(&self, found: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let leveled = found.into_iter().filter_map(|mut one| {
            if let Some(level) = self.levels.get(one.code.name) {
                one.severity = (*level)?;
            }
            Some(one)
        });
        leveled.collect()
    }
}

fn level_named(word: &str) -> Option<Option<Severity>> {
    Some(match word {
        "error" => Some(Severity::Error),
        "warning" => Some(Severity::Warning),
        "note" => Some(Severity::Note),
        "off" => None,
        _ => return None,
    })
}
