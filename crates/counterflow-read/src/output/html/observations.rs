//! Company facts in the page.

use std::fmt::Write;

use super::escape::escape;
use crate::facts::Facts;
use crate::output::observations::{note, value};

/// Company facts as a document of the page: a table with a row an observation. Time is linear.
///
/// ```
/// use counterflow_read::{facts, output::html};
/// let json = br#"{"cik": 7, "entityName": "Alder <& Co>", "facts": {}}"#;
/// let section = html::observations(&facts::read(json)?, "CIK7.json");
/// assert!(section.contains("<h1>Alder &lt;&amp; Co&gt;</h1>"));
/// # Ok::<(), counterflow_read::facts::FactsError>(())
/// ```
pub fn observations(facts: &Facts, name: &str) -> String {
    let mut out = format!(
        "<section class=\"document\">\n<header>\n<h1>{}</h1>\n<p>{} · CIK {} · {}</p>\n",
        escape(&facts.entity),
        escape(name),
        facts.cik,
        super::counted(facts.observations.len(), "observation"),
    );
    if !facts.unread.is_empty() {
        let unread = super::counted(facts.unread.len(), "fact");
        let _ = writeln!(out, "<p class=\"warning\">{unread} cannot be read</p>");
    }
    out.push_str("</header>\n<div class=\"facts\"><table>\n<thead><tr>");
    for head in ["Metric", "Of", "Value", "Filed", "Form", "Filing", "Note"] {
        let _ = write!(out, "<th scope=\"col\">{head}</th>");
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for one in &facts.observations {
        let (filed, period) = (one.filed.to_string(), one.period());
        let (value, note) = (value(one), note(one));
        let cells =
            [one.metric(), &period, &value, &filed, &one.form, &one.accession, &note].map(escape);
        out.push_str("<tr>");
        for cell in cells {
            let _ = write!(out, "<td>{cell}</td>");
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table></div>\n</section>\n");
    out
}
