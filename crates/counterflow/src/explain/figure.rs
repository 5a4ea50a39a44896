//! The derivation of a figure, from the formula to claims, sources and quotes.

use counterflow_analysis::{Figure, Shown};
use counterflow_claim::{ClaimId, Claims};

use crate::{Report, display};

/// The chain behind every figure with this id: formula, inputs, claims, sources, quotes.
///
/// `None` if the report has no such figure.
pub fn explain_figure(report: &Report, id: &str) -> Option<String> {
    let wanted = id.replace(' ', "");
    let mut out = String::new();
    for figure in report.answers.figures.iter().filter(|figure| figure.id == wanted) {
        if !out.is_empty() {
            out.push('\n');
        }
        one(report, figure, &mut out);
    }
    (!out.is_empty()).then_some(out)
}

fn one(report: &Report, figure: &Figure, out: &mut String) {
    let case = figure.case.map(|case| format!("  (if the valuation is {}-money)", case.word()));
    out.push_str(&format!("{}{}\n{}\n", figure.id, case.unwrap_or_default(), figure.name));
    let [headline, firm, range] =
        [Shown::Headline, Shown::Firm, Shown::Range].map(|shown| display::reading(figure, shown));
    out.push_str(&format!(
        "  headline {headline}   firm {firm}   range {range}   in {}\n",
        figure.unit
    ));
    for missing in &figure.missing {
        out.push_str(&format!("  missing: {missing}\n"));
    }
    for assumed in &figure.assumed {
        out.push_str(&format!("  assumes: {assumed}\n"));
    }
    if figure.approx {
        out.push_str("  leans on a band: a phrase such as \"about\" stands for a range, see `counterflow phrases`\n");
    }
    if let Some(derivation) = &figure.derivation {
        let identity = derivation.identity;
        out.push_str(&format!("  {} = {}\n", identity.target, identity.formula));
        out.push_str(&format!("    {} ({})\n", identity.name, identity.source));
        for input in &derivation.inputs {
            out.push_str(&input_line(report, input));
        }
    }
    out.push_str("  claims\n");
    for id in &figure.claims {
        claim_lines(report.claims, *id, out);
    }
}

fn input_line(report: &Report, key: &counterflow_network::Key) -> String {
    let found = report.answers.figures.iter().find(|figure| figure.key == *key);
    let found = found.or_else(|| {
        let plain = key.clone().in_case(None);
        report.answers.figures.iter().find(|figure| figure.key == plain)
    });
    match found {
        Some(figure) => {
            let headline = display::reading(figure, Shown::Headline);
            let range = display::reading(figure, Shown::Range);
            format!("    {} = {headline}, range {range}\n", figure.id)
        }
        None => format!("    {} = not known\n", key.id(report.claims)),
    }
}

/// A claim with its place, its sources and their quotes.
pub fn claim_lines(claims: &Claims, id: ClaimId, out: &mut String) {
    let claim = claims.claim(id);
    let (line, _) = claims.files.position(claim.span);
    let path = claims.files.get(claim.span.file).path();
    out.push_str(&format!("    {}  ({path}:{line})\n", claims.name(id)));
    out.push_str(&format!("      {}\n", claims.written(claim.span)));
    for citation in &claim.citations {
        let Some(source) = citation.source.map(|source| claims.source(source)) else { continue };
        let title = source.title.map(|title| claims.plain(title).into_owned()).unwrap_or_default();
        let publisher = source.publisher.map(|span| claims.plain(span).into_owned());
        let published = source.published.map(|day| day.to_string());
        let by = [publisher, published].into_iter().flatten().collect::<Vec<_>>().join(", ");
        out.push_str(&format!("      source: {} \"{title}\" {by}\n", claims.written(source.id)));
        for quote in &citation.quotes {
            out.push_str(&format!("        {}\n", claims.written(*quote)));
        }
        if citation.quotes.is_empty() {
            out.push_str("        no quote held\n");
        }
        if let Some(url) = source.url {
            out.push_str(&format!("        {}\n", claims.plain(url)));
        }
    }
}
