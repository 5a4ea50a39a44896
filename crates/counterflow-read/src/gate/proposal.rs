//! Replies, and the proposals in them.

use std::fmt;

use serde::Deserialize;

/// So long a reply may be, in bytes.
const LONGEST: usize = 1 << 20;
/// So many proposals one reply may hold.
const MOST: usize = 100;

/// A claim that a model proposes. Every field is text of the reply, and none is trusted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Proposal {
    /// The kind, as in data: `investment`.
    pub kind: String,
    /// From whom, by a name in the quote.
    pub from: Option<String>,
    /// To whom.
    pub to: Option<String>,
    /// The words of the amount of money, with its bound: `up to $5bn`.
    pub amount_text: Option<String>,
    /// The words of the part of a whole: `nearly half`.
    pub share_text: Option<String>,
    /// How far along it is, as in data: `talks`.
    pub status: String,
    /// The name of a metric.
    pub metric: Option<String>,
    /// The words that it is taken from.
    pub quote: String,
}

#[derive(Deserialize)]
struct Reply {
    claims: Vec<Proposal>,
}

/// Why a reply holds no proposals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MalformedReply {
    /// It is longer than a megabyte.
    TooLong(usize),
    /// It holds more than a hundred proposals.
    TooMany(usize),
    /// It is no such JSON.
    Json(String),
}

impl fmt::Display for MalformedReply {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            MalformedReply::TooLong(bytes) => {
                write!(f, "a reply of {bytes} bytes is longer than {LONGEST} and is not read")
            }
            MalformedReply::TooMany(count) => {
                write!(f, "a reply with {count} claims has more than {MOST} and is not read")
            }
            MalformedReply::Json(why) => write!(f, "a reply is no JSON of claims: {why}"),
        }
    }
}

impl std::error::Error for MalformedReply {}

/// The proposals of a reply: a JSON object with a list `claims`, alone or with words around it.
///
/// # Errors
///
/// [`MalformedReply`] if it is too long, holds too many, or has no such object. Time is linear.
pub fn proposals(reply: &str) -> Result<Vec<Proposal>, MalformedReply> {
    if reply.len() > LONGEST {
        return Err(MalformedReply::TooLong(reply.len()));
    }
    let object = match (reply.find('{'), reply.rfind('}')) {
        (Some(start), Some(end)) if start < end => &reply[start..=end],
        _ => return Err(MalformedReply::Json("it has no object".to_string())),
    };
    let parsed: Result<Reply, _> = serde_json::from_str(object);
    let claims = parsed.map_err(|error| MalformedReply::Json(error.to_string()))?.claims;
    match claims.len() {
        count if count > MOST => Err(MalformedReply::TooMany(count)),
        _ => Ok(claims),
    }
}
