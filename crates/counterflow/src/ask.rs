//! Questions to a book: read, answered in one view, and told with what they rest on.

mod mistake;

use std::collections::BTreeSet;

use counterflow_analysis::figures;
use counterflow_claim::ClaimId;
use counterflow_network::question::{Misfit, Names, unit};
use counterflow_network::{Asking, Contradiction, Network, View, ask as resolve_with};
use counterflow_syntax::Diagnosed;
use serde_json::{Value, json};

use crate::explain::{
    Explanation, Extent, claim_section, explanation_text, explanation_value, place, said,
};
use crate::{Book, report};
use mistake::shown;

/// So many claims are told in full where not everything is.
const MOST_CLAIMS: usize = 20;

/// The answers to questions about a book.
#[derive(Debug)]
pub struct Answered<'a> {
    /// The title of the book.
    pub title: String,
    /// What the claims mean beside what is given; the answers are among its variables.
    pub network: Network<'a>,
    /// What claims cannot hold beside what is given, and hold without it.
    pub against: Vec<Contradiction>,
}

/// Answers questions about a book in a view. `given` are comparisons that are taken to hold.
///
/// Work is that of resolving the book, once more where something is given.
///
/// # Errors
///
/// Every mistake in the questions and in what is given, with its place under a caret.
pub fn ask<'a>(
    book: &'a Book,
    view: &View,
    questions: &[String],
    given: &[String],
) -> Result<Diagnosed<Answered<'a>>, String> {
    let asking = read(book, view, questions, given)?;
    let mut found = Vec::new();
    let network = resolve_with(&book.claims, view, &asking).into_parts(&mut found);
    let against = match asking.given.is_empty() {
        true => Vec::new(),
        false => against(book, view, &network),
    };
    let answered = Answered { title: report::title(book), network, against };
    Ok(Diagnosed { value: answered, diagnostics: book.settings.level(found) })
}

/// Reads questions and what is given.
fn read(
    book: &Book,
    view: &View,
    questions: &[String],
    given: &[String],
) -> Result<Asking, String> {
    let names = Names::new(&book.claims);
    let mut wrong: Vec<String> = Vec::new();
    let misfits = |misfit: Misfit, label: &str, text: &str| {
        shown(label, text, 0..text.len(), &misfit.message, misfit.help.as_deref())
    };
    let mut asking = Asking::default();
    for (at, text) in questions.iter().enumerate() {
        let label = format!("question {}", at + 1);
        match names.question(text) {
            Ok(question) => match unit(&question, &book.claims, view.currency) {
                Ok(_) => asking.questions.push(question),
                Err(misfit) => wrong.push(misfits(misfit, &label, text)),
            },
            Err(mistakes) => wrong.extend(
                mistakes
                    .into_iter()
                    .map(|one| shown(&label, text, one.at, &one.message, one.help.as_deref())),
            ),
        }
    }
    for (at, text) in given.iter().enumerate() {
        let label = format!("--given {}", at + 1);
        match names.comparison(text) {
            Ok(comparison) => match comparison.unit(&book.claims, view.currency) {
                Ok(_) => asking.given.push(comparison),
                Err(misfit) => wrong.push(misfits(misfit, &label, text)),
            },
            Err(mistakes) => wrong.extend(
                mistakes
                    .into_iter()
                    .map(|one| shown(&label, text, one.at, &one.message, one.help.as_deref())),
            ),
        }
    }
    if wrong.is_empty() { Ok(asking) } else { Err(wrong.join("\nerror: ")) }
}

/// The contradictions that are not there when nothing is given.
fn against(book: &Book, view: &View, network: &Network) -> Vec<Contradiction> {
    let before = counterflow_network::resolve(&book.claims, view).value;
    let same = |a: &Contradiction, b: &Contradiction| (&a.said, a.aside) == (&b.said, b.aside);
    let mut new: Vec<Contradiction> = Vec::new();
    for one in &network.contradictions {
        if !before.contradictions.iter().chain(&new).any(|old| same(old, one)) {
            new.push(one.clone());
        }
    }
    new
}

impl Answered<'_> {
    /// The answers for a terminal, each with its formula; `full` takes everything apart.
    pub fn to_text(&self, full: bool) -> String {
        let network = &self.network;
        let dates = report::dates(&network.view);
        let mut out = format!("{}\n{dates} · amounts in {}\n", self.title, network.view.currency);
        self.given_lines(&mut out);
        let figures = figures(network);
        let mut claims: BTreeSet<ClaimId> = BTreeSet::new();
        for explanation in self.explanations(full) {
            out.push('\n');
            let key = &explanation.root.key;
            let figure = figures.iter().find(|figure| figure.key == *key);
            let title = figure.map(|figure| figure.name.as_str());
            let extent = if full { Extent::Full } else { Extent::Short };
            explanation_text(&explanation, title, extent, &mut out);
            if explanation.root.variable.is_none() {
                out.push_str(
                    "  nothing in the book tells of it; `explain --why-not` says what would\n",
                );
            }
            claims.extend(&explanation.claims);
        }
        let most = if full { usize::MAX } else { MOST_CLAIMS };
        claim_section(network.claims, &claims, most, &mut out);
        out
    }

    /// What is given, and what cannot hold beside it.
    fn given_lines(&self, out: &mut String) {
        let network = &self.network;
        if network.given.is_empty() {
            return;
        }
        out.push('\n');
        for given in &network.given {
            out.push_str(&format!("given  {}\n", given.written(network.claims)));
        }
        self.against.iter().for_each(|one| self.against_lines(one, out));
    }

    fn against_lines(&self, one: &Contradiction, out: &mut String) {
        let claims = self.network.claims;
        let rules = one.rules.iter().map(|rule| format!("    {}: {}\n", rule.name, rule.written()));
        match (one.aside, one.said.is_empty() && one.added_up.is_empty()) {
            (Some((id, slot)), _) => {
                out.push_str("  what is given does not fit what is claimed\n");
                for (other, slot) in one.said.iter().filter(|said| **said != (id, slot)) {
                    out.push_str(&format!("    used: {}\n", said(claims, *other, *slot)));
                }
                out.push_str(&format!("    put aside: {}\n", said(claims, id, slot)));
            }
            (None, true) => {
                out.push_str("  what is given cannot hold by itself, and is not used in full\n");
            }
            (None, false) => {
                out.push_str("  what is given holds with room for the rounding of\n");
                for (id, slot) in &one.said {
                    out.push_str(&format!("    {}\n", said(claims, *id, *slot)));
                }
            }
        }
        rules.for_each(|line| out.push_str(&line));
    }

    /// The answers in order. A question that is one variable is told as that variable.
    fn explanations(&self, full: bool) -> Vec<Explanation<'_>> {
        let network = &self.network;
        let levels = if full { usize::MAX } else { 1 };
        let told = network.answers.iter().map(|answer| {
            let asked = network.asked.get(answer.question);
            let plain = asked.and_then(|asked| asked.question.plain());
            let key = plain.map(|key| match key.case {
                Some(_) => key,
                None => key.in_case(answer.case),
            });
            Explanation::new(network, key.as_ref().unwrap_or(&answer.key), levels)
        });
        told.collect()
    }

    /// The answers as JSON.
    pub fn to_json(&self, full: bool) -> String {
        let network = &self.network;
        let claims = network.claims;
        let given: Vec<String> = network.given.iter().map(|given| given.written(claims)).collect();
        let against: Vec<Value> =
            self.against.iter().map(|one| against_value(network, one)).collect();
        let answers = self.explanations(full).into_iter().zip(&network.answers);
        let answers: Vec<Value> = answers
            .map(|(explanation, answer)| {
                let mut value = explanation_value(&explanation, None);
                let asked = network.asked.get(answer.question);
                if let (Value::Object(fields), Some(asked)) = (&mut value, asked) {
                    let written = asked.question.written(claims);
                    fields.shift_insert(0, "question".into(), json!(written));
                    fields.insert("unit".into(), json!(asked.unit.to_string()));
                }
                value
            })
            .collect();
        let all = json!({
            "format": "counterflow-answers",
            "version": 1,
            "title": self.title,
            "as_of": network.view.as_of.map(|day| day.to_string()),
            "known": network.view.known.map(|day| day.to_string()),
            "currency": network.view.currency.code(),
            "given": given,
            "against": against,
            "answers": answers,
        });
        serde_json::to_string_pretty(&all).unwrap_or_default() + "\n"
    }
}

fn against_value(network: &Network, one: &Contradiction) -> Value {
    let claims = network.claims;
    let name = |(id, _): &(ClaimId, _)| claims.name(*id);
    let rules: Vec<String> = one.rules.iter().map(|rule| rule.written()).collect();
    json!({
        "claims": one.said.iter().map(name).collect::<Vec<_>>(),
        "aside": one.aside.as_ref().map(name),
        "place": one.aside.map(|(id, slot)| place(claims, id, Some(slot))),
        "rules": rules,
    })
}
