//! JSON values that keep a name given twice, which the usual reading would lose.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use crate::Place;
use crate::error::{Found, Problem, shown};

/// A JSON value. Of numbers only whole ones are kept: nothing else is asked for.
///
/// Texts without escapes are those of the whole text, and take no memory of their own.
#[derive(Clone, Debug)]
pub enum Json<'a> {
    Null,
    Bool(bool),
    Number(Option<u64>),
    Text(Cow<'a, str>),
    List(Vec<Json<'a>>),
    Object(Vec<(Cow<'a, str>, Json<'a>)>),
}

impl Json<'_> {
    /// What it is, for messages.
    pub fn kind(&self) -> &'static str {
        match self {
            Json::Null => "null",
            Json::Bool(_) => "true or false",
            Json::Number(_) => "a number",
            Json::Text(_) => "text",
            Json::List(_) => "a list",
            Json::Object(_) => "an object",
        }
    }
}

impl<'de> Deserialize<'de> for Json<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Json<'de>, D::Error> {
        deserializer.deserialize_any(JsonVisitor)
    }
}

struct JsonVisitor;

impl<'de> Visitor<'de> for JsonVisitor {
    type Value = Json<'de>;

    fn expecting(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Json<'de>, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json<'de>, E> {
        Ok(Json::Bool(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Json<'de>, E> {
        Ok(Json::Number(Some(value)))
    }

    fn visit_i64<E>(self, _: i64) -> Result<Json<'de>, E> {
        Ok(Json::Number(None))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Json<'de>, E> {
        Ok(Json::Number(None))
    }

    fn visit_str<E>(self, text: &str) -> Result<Json<'de>, E> {
        Ok(Json::Text(Cow::Owned(text.to_string())))
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Json<'de>, E> {
        Ok(Json::Text(Cow::Borrowed(text)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Json<'de>, A::Error> {
        let mut list = Vec::new();
        while let Some(value) = seq.next_element()? {
            list.push(value);
        }
        Ok(Json::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json<'de>, A::Error> {
        let mut members = Vec::new();
        // JSON has no other names than texts.
        while let Some((Json::Text(name), value)) = map.next_entry::<Json, Json>()? {
            members.push((name, value));
        }
        Ok(Json::Object(members))
    }
}

/// Where a value is: a chain up to the whole text, made into words only for a message.
#[derive(Clone, Copy)]
pub struct At<'a> {
    above: Option<&'a At<'a>>,
    name: &'a str,
    index: usize,
}

impl<'a> At<'a> {
    /// The whole text.
    pub const WHOLE: At<'static> = At { above: None, name: "", index: 0 };

    /// A member of the object here.
    pub fn member(&'a self, name: &'a str) -> At<'a> {
        At { above: Some(self), name, index: 0 }
    }

    /// An item of the list here.
    pub fn item(&'a self, index: usize) -> At<'a> {
        At { above: Some(self), name: "", index }
    }

    /// As a place.
    pub fn place(&self) -> Place {
        match self.above {
            None => Place::Whole,
            Some(_) => Place::Path(self.to_string()),
        }
    }
}

impl fmt::Display for At<'_> {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        let Some(above) = self.above else { return Ok(()) };
        above.fmt(out)?;
        match (self.name, above.above) {
            ("", _) => write!(out, "[{}]", self.index),
            (name, None) => out.write_str(name),
            (name, Some(_)) => write!(out, ".{name}"),
        }
    }
}

/// The members of an object that are still to be read.
pub struct Members<'j> {
    members: Vec<(Cow<'j, str>, Json<'j>)>,
}

impl<'j> Members<'j> {
    /// Whether an object has a member of this name.
    pub fn named(json: &Json, name: &str) -> bool {
        matches!(json, Json::Object(members) if members.iter().any(|(other, _)| other == name))
    }

    /// Opens an object, and reports members that are unknown or given twice.
    pub fn open(json: Json<'j>, at: &At, known: &[&str], found: &mut Found) -> Option<Members<'j>> {
        let Json::Object(members) = json else {
            found.add(at.place(), expected("an object", &json));
            return None;
        };
        let mut seen = vec![false; known.len()];
        for (name, _) in &members {
            let place = || at.member(&shown(name)).place();
            match known.iter().position(|known| *known == name.as_ref()) {
                Some(index) if seen[index] => {
                    found.add(place(), Problem::new(format!("`{name}` is given twice")));
                }
                Some(index) => seen[index] = true,
                None => {
                    let near = counterflow_syntax::nearest(name, known.iter().copied());
                    let help = match near {
                        Some(near) => format!("write `{near}`"),
                        None => format!("the members here are {}", known.join(", ")),
                    };
                    let title = format!("unknown member `{}`", shown(name));
                    found.add(place(), Problem::new(title).help(help));
                }
            }
        }
        Some(Members { members })
    }

    /// Takes a member out.
    pub fn take(&mut self, name: &str) -> Option<Json<'j>> {
        let at = self.members.iter().position(|(other, _)| other == name)?;
        Some(self.members.swap_remove(at).1)
    }

    /// Takes a text out; reports a value of another kind.
    pub fn text(&mut self, name: &str, at: &At, found: &mut Found) -> Option<String> {
        text(self.take(name)?, &at.member(name), found)
    }

    /// Takes a text out that must be there.
    pub fn required(&mut self, name: &str, at: &At, found: &mut Found) -> Option<String> {
        match self.take(name) {
            Some(json) => text(json, &at.member(name), found),
            None => {
                found.add(at.place(), Problem::new(format!("`{name}` is missing")));
                None
            }
        }
    }

    /// Takes a list of texts out into a part of a header.
    pub fn list(&mut self, name: &str, at: &At, found: &mut Found) -> Vec<String> {
        let at = at.member(name);
        match self.take(name) {
            None => Vec::new(),
            Some(Json::List(list)) => {
                let texts = list.into_iter().enumerate();
                texts.filter_map(|(index, json)| text(json, &at.item(index), found)).collect()
            }
            Some(other) => {
                found.add(at.place(), expected("a list of texts", &other));
                Vec::new()
            }
        }
    }
}

fn text(json: Json, at: &At, found: &mut Found) -> Option<String> {
    match json {
        Json::Text(text) => Some(text.into_owned()),
        other => {
            let problem = expected("text", &other);
            let help = match other {
                Json::Null => "leave the member out where there is nothing to say",
                _ => "put the value in quotes",
            };
            found.add(at.place(), problem.help(help));
            None
        }
    }
}

/// A value of another kind than it should be.
pub fn expected(what: &str, json: &Json) -> Problem {
    Problem::new(format!("expected {what}, found {}", json.kind()))
}
