//! A model's proposals, put to the gate: replies from a folder, or from an endpoint where asking is
//! built in.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use counterflow_read::gate::{Verdict, Window, consult};
use counterflow_read::{Read as Told, Reader, View};
use serde_json::{Value, json};

#[cfg(feature = "llm")]
use super::endpoint::Endpoint;
use crate::args::Read;
use crate::load::reason;
use crate::output::{Failure, complain, for_people, say, write_whole};

/// Without asking built in there is none to ask.
#[cfg(not(feature = "llm"))]
enum Endpoint {}

#[cfg(not(feature = "llm"))]
impl Endpoint {
    fn new(_: &str, _: &str, _: u64) -> Result<Endpoint, Failure> {
        Err(Failure::Call(
            "this command was built without asking models; build it with `cargo build --release -p \
             counterflow-cli --features llm`, or read replies that are in a folder with \
             `--replies FOLDER` alone"
                .to_string(),
        ))
    }

    fn ask(&self, _: &Window) -> Result<String, String> {
        match *self {}
    }
}

/// So many failures in a row, and the model is not asked any more.
const PATIENCE: usize = 3;

/// A model, and what became of its proposals so far.
pub struct Model {
    name: String,
    replies: Option<PathBuf>,
    endpoint: Option<Endpoint>,
    failures: usize,
    sum: Verdict,
    rejected: BTreeMap<usize, usize>,
}

impl Model {
    /// The model that the flags ask for; none without them.
    ///
    /// # Errors
    ///
    /// [`Failure::Call`] if the flags do not fit, or this build asks no model.
    pub fn new(flags: &Read) -> Result<Option<Model>, Failure> {
        if flags.model.is_none() && flags.replies.is_none() {
            return Ok(None);
        }
        let name = flags.model_name.clone().unwrap_or_else(|| "default".to_string());
        let endpoint = flags.model.as_deref();
        let endpoint =
            endpoint.map(|url| Endpoint::new(url, &name, flags.model_timeout)).transpose()?;
        if let Some(folder) = &flags.replies {
            fs::create_dir_all(folder).map_err(|error| {
                let (folder, why) = (folder.display(), reason(&error));
                Failure::Call(format!("cannot keep replies in `{folder}`: {why}"))
            })?;
        }
        let (replies, sum) = (flags.replies.clone(), Verdict::default());
        let rejected = BTreeMap::new();
        Ok(Some(Model { name, replies, endpoint, failures: 0, sum, rejected }))
    }

    /// Puts what the model proposes for a document to the gate.
    pub fn consult(&mut self, view: &View, told: &mut Told, reader: &Reader) {
        let name = self.name.clone();
        let verdict = consult(reader, view, told, &name, &mut |window| self.reply(window));
        for one in &verdict.rejected {
            let test = one.test as usize;
            *self.rejected.entry(test).or_default() += 1;
            let text = format!("rejected by test {test}: {}: \"{}\"", one.why, one.quote);
            say(&for_people(&text.replace(['\n', '\r'], " ")));
        }
        for why in &verdict.malformed {
            complain(&for_people(why));
        }
        self.sum.proposed += verdict.proposed;
        self.sum.accepted += verdict.accepted;
        self.sum.known += verdict.known;
        self.sum.unanswered += verdict.unanswered;
    }

    /// The reply to a window: the one that is kept, or that of the endpoint, which is then kept.
    fn reply(&mut self, window: &Window) -> Option<String> {
        let file = self
            .replies
            .as_ref()
            .map(|folder| folder.join(format!("{}.json", window.key(&self.name))));
        if let Some(reply) = file.as_deref().and_then(kept) {
            return Some(reply);
        }
        let endpoint = self.endpoint.as_ref().filter(|_| self.failures < PATIENCE)?;
        let reply = match endpoint.ask(window) {
            Ok(reply) => reply,
            Err(why) => {
                self.failures += 1;
                complain(&for_people(&format!("the model does not answer: {why}")));
                return None;
            }
        };
        self.failures = 0;
        if let Some(file) = file {
            let whole = json!({"model": self.name, "part": window.text, "reply": reply});
            let text = format!("{whole:#}\n");
            if let Err(Failure::Call(why)) = write_whole(&file, text.as_bytes()) {
                complain(&for_people(&why));
            }
        }
        Some(reply)
    }

    /// Tells how many proposals there were and what became of them.
    pub fn finish(&self) {
        let Verdict { proposed, accepted, known, unanswered, .. } = &self.sum;
        let tests = self.rejected.iter().map(|(test, count)| format!("{count} by test {test}"));
        let tests: Vec<String> = tests.collect();
        let rejected: usize = self.rejected.values().sum();
        let by = match tests.is_empty() {
            true => String::new(),
            false => format!(" ({})", tests.join(", ")),
        };
        say(&format!(
            "model {}: {proposed} proposed, {accepted} accepted, {known} read by rules, \
             {rejected} rejected{by}; {unanswered} parts without a reply",
            for_people(&self.name)
        ));
    }
}

/// The reply in a file that was kept, if there is one.
#[expect(clippy::disallowed_methods, reason = "the command line opens files")]
fn kept(file: &Path) -> Option<String> {
    let whole: Value = serde_json::from_slice(&fs::read(file).ok()?).ok()?;
    whole["reply"].as_str().map(str::to_string)
}
