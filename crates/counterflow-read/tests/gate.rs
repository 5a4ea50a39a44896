//! Proposals that look right: true words of the text, put together to what it does not say. None
//! may get through the gate, whatever a model replies; and a few honest ones have to.

use counterflow_read::gate::{Test, consult};
use counterflow_read::{Reader, View};

/// A proposal, with the words of the text that it is taken from.
#[derive(Clone, Copy, Default)]
struct Case {
    text: &'static str,
    kind: &'static str,
    from: Option<&'static str>,
    to: Option<&'static str>,
    amount: Option<&'static str>,
    share: Option<&'static str>,
    metric: Option<&'static str>,
    status: &'static str,
    /// The whole text where there is none.
    quote: Option<&'static str>,
}

/// Money from one to another.
fn between(text: &'static str, kind: &'static str, sides: [&'static str; 2]) -> Case {
    let [from, to] = sides.map(Some);
    let amount = Some("$5 billion");
    Case { text, kind, from, to, amount, status: "reported", ..Case::default() }
}

/// A number of one.
fn of(text: &'static str, kind: &'static str, to: &'static str) -> Case {
    let (to, amount) = (Some(to), Some("$5 billion"));
    Case { text, kind, to, amount, status: "reported", ..Case::default() }
}

/// How many claims a proposal adds, and the tests that it fails.
fn put(case: Case) -> (usize, Vec<Test>) {
    // A sentence with an amount makes sure that the model is asked.
    let text = format!("{} It was worth $77 in all.", case.text);
    let view = View::plain(&text);
    let reader = Reader::default();
    let mut read = reader.read(&view);
    let before = read.claims.clone();
    let reply = serde_json::json!({"claims": [{
        "kind": case.kind, "from": case.from, "to": case.to, "amount_text": case.amount,
        "share_text": case.share, "metric": case.metric, "status": case.status,
        "quote": case.quote.unwrap_or(case.text),
    }]});
    let verdict = consult(&reader, &view, &mut read, "m", &mut |_| Some(reply.to_string()));
    assert_eq!(verdict.proposed, 1, "{text}");
    assert_eq!(read.claims[..before.len()], before, "what rules read stays: {text}");
    let failed = verdict.rejected.iter().map(|one| one.test).collect();
    (read.claims.len() - before.len(), failed)
}

const CORWIN: [&str; 2] = ["Corwin Partners", "Delta Labs"];

#[test]
fn what_is_put_together_wrongly_falls() {
    let cases = [
        // The verb is none of investing.
        between("Corwin Partners sued Delta Labs for $5 billion.", "investment", CORWIN),
        between("Corwin Partners fined Delta Labs $5 billion.", "investment", CORWIN),
        between("Corwin Partners outspends Delta Labs by $5 billion.", "investment", CORWIN),
        between("Corwin Partners bankrolls Delta Labs with $5 billion.", "guarantee", CORWIN),
        between("Corwin Partners bankrolls Delta Labs with $5 billion.", "warrant", CORWIN),
        // The grammar has another kind for it.
        between(
            "Corwin Partners was buying 15 percent of Delta Labs for $5 billion.",
            "commitment",
            CORWIN,
        ),
        // The amount is of something else.
        between(
            "Corwin Partners, which manages $5 billion, bankrolls Delta Labs.",
            "investment",
            CORWIN,
        ),
        between(
            "Corwin Partners bankrolls Delta Labs, which has sales of $5 billion.",
            "investment",
            CORWIN,
        ),
        between(
            "Corwin Partners bankrolls Delta Labs and earned $5 billion last year.",
            "investment",
            CORWIN,
        ),
        // It is of several together, or of another.
        between(
            "Corwin Partners and Elbe Group bankroll Delta Labs with $5 billion.",
            "investment",
            CORWIN,
        ),
        Case {
            quote: Some("Corwin Partners bankroll Delta Labs with $5 billion"),
            ..between(
                "Elbe Group and Corwin Partners bankroll Delta Labs with $5 billion.",
                "investment",
                CORWIN,
            )
        },
        between(
            "Corwin Partners bankrolls Delta Labs and Fir Foods with $5 billion.",
            "investment",
            CORWIN,
        ),
        between(
            "Corwin Partners bankrolls Delta Labs, and Elbe Group gives Fir Foods $5 billion.",
            "investment",
            CORWIN,
        ),
        // Two sentences.
        between(
            "Corwin Partners bankrolls Delta Labs. Sales were $5 billion.",
            "investment",
            CORWIN,
        ),
        // What is only supposed, said to be wrong, or a rumor.
        between(
            "Corwin Partners bankrolls Delta Labs with $5 billion if a court agrees.",
            "investment",
            CORWIN,
        ),
        between(
            "Imagine that Corwin Partners bankrolls Delta Labs with $5 billion.",
            "investment",
            CORWIN,
        ),
        between(
            "It is false that Corwin Partners bankrolls Delta Labs with $5 billion.",
            "investment",
            CORWIN,
        ),
        between(
            "Reports that Corwin Partners bankrolls Delta Labs with $5 billion were a hoax.",
            "investment",
            CORWIN,
        ),
        between(
            "Nobody believes that Corwin Partners bankrolls Delta Labs with $5 billion.",
            "investment",
            CORWIN,
        ),
        between(
            "Corwin Partners hardly bankrolls Delta Labs with $5 billion.",
            "investment",
            CORWIN,
        ),
        Case {
            quote: Some("Corwin Partners bankrolls Delta Labs with $5 billion"),
            ..between(
                "It is untrue that Corwin Partners bankrolls Delta Labs with $5 billion.",
                "investment",
                CORWIN,
            )
        },
        // It is of somebody who only belongs to one that is named.
        between(
            "Corwin Partners bankrolls Delta Labs' rival with $5 billion.",
            "investment",
            CORWIN,
        ),
        between(
            "Corwin Partners invests in the rival of Delta Labs, $5 billion.",
            "investment",
            CORWIN,
        ),
        between(
            "A fund of Corwin Partners' founder bankrolls Delta Labs with $5 billion.",
            "investment",
            CORWIN,
        ),
        between(
            "Corwin Partners bankrolls Delta Labs, a $5 billion company.",
            "investment",
            CORWIN,
        ),
        between(
            "Corwin Partners bankrolls Delta Labs for $5 billion in annual sales.",
            "investment",
            CORWIN,
        ),
        between(
            "Delta Labs, bankrolled by Corwin Partners, lost $5 billion.",
            "investment",
            CORWIN,
        ),
        between("Corwin Partners owns Delta Labs, worth $5 billion.", "stake", CORWIN),
        between("Corwin Partners owes Delta Labs $5 billion.", "debt", CORWIN),
        between("Corwin Partners sold Delta Labs for $5 billion.", "investment", CORWIN),
        between(
            "Corwin Partners buys chips from Delta Labs for $5 billion.",
            "commitment",
            ["Delta Labs", "Corwin Partners"],
        ),
        between(
            "Corwin Partners lent Delta Labs $5 billion.",
            "debt",
            ["Delta Labs", "Corwin Partners"],
        ),
        // Of one party: the word for the number is another.
        of("Delta Labs lent $5 billion.", "debt", "Delta Labs"),
        of("Delta Labs raised a fund of $5 billion for others.", "valuation", "Delta Labs"),
        of("Delta Labs' market is worth $5 billion.", "valuation", "Delta Labs"),
        of("Delta Labs' rival is at a valuation of $5 billion.", "valuation", "Delta Labs"),
        Case {
            metric: Some("payroll"),
            ..of("The payroll of Delta Labs rose by $5 billion.", "metric", "Delta Labs")
        },
        Case {
            metric: Some("payroll"),
            ..of("Delta Labs' rival has a payroll of $5 billion.", "metric", "Delta Labs")
        },
        of("Delta Labs has sales of $5 billion.", "valuation", "Delta Labs"),
        of("Delta Labs has sales of $5 billion.", "round", "Delta Labs"),
        of("Delta Labs has sales of $5 billion.", "debt", "Delta Labs"),
        Case {
            metric: Some("profit"),
            ..of("Delta Labs reckons with sales of $5 billion.", "metric", "Delta Labs")
        },
        of("Delta Labs reckons with sales of $5 billion.", "metric", "Delta Labs"),
        Case {
            metric: Some("sales\n  source: x"),
            ..of("Delta Labs reckons with sales of $5 billion.", "metric", "Delta Labs")
        },
        Case {
            metric: Some("sales"),
            ..of(
                "Delta Labs reckons with sales of $5 billion at Elbe Group.",
                "metric",
                "Delta Labs",
            )
        },
        // A growth rate is no part of anything.
        Case {
            metric: Some("sales"),
            amount: None,
            share: Some("27%"),
            ..of("Delta Labs reckons that sales rose 27%.", "metric", "Delta Labs")
        },
        Case {
            amount: None,
            share: Some("27%"),
            ..between(
                "Corwin Partners bankrolls Delta Labs, whose sales rose 27%.",
                "investment",
                CORWIN,
            )
        },
    ];
    let through: Vec<&str> =
        cases.into_iter().filter(|case| put(*case).0 > 0).map(|case| case.text).collect();
    assert_eq!(through, [""; 0]);
}

#[test]
fn a_stage_is_that_of_the_verb_and_not_of_another() {
    let closed = |text| Case { status: "closed", ..between(text, "investment", CORWIN) };
    for text in [
        "Corwin Partners, founded in 1990, bankrolls Delta Labs with $5 billion.",
        "Corwin Partners said it bankrolls Delta Labs with $5 billion.",
        "Corwin Partners was bankrolling Delta Labs with $5 billion.",
        "Corwin Partners reportedly bankrolled Delta Labs with $5 billion.",
        "Corwin Partners, people familiar with it said, bankrolled Delta Labs with $5 billion.",
        "Corwin Partners allegedly bankrolled Delta Labs with $5 billion.",
    ] {
        assert_eq!(put(closed(text)), (0, vec![Test::Stage]), "{text}");
        if !text.contains("led") {
            continue;
        }
        let weaker = between(text, "investment", CORWIN);
        assert!(!put(weaker).1.contains(&Test::Stage), "{text}");
    }
}

#[test]
fn honest_proposals_get_in() {
    let cases = [
        between("Corwin Partners bankrolls Delta Labs with $5 billion.", "investment", CORWIN),
        between(
            "Delta Labs is bankrolled by Corwin Partners with $5 billion.",
            "investment",
            CORWIN,
        ),
        between(
            "Corwin Partners bankrolls Delta Labs to the tune of $5 billion.",
            "investment",
            CORWIN,
        ),
        Case {
            status: "closed",
            ..between(
                "Corwin Partners bankrolled Delta Labs with $5 billion.",
                "investment",
                CORWIN,
            )
        },
        Case {
            status: "talks",
            ..between(
                "Corwin Partners may bankroll Delta Labs with $5 billion.",
                "investment",
                CORWIN,
            )
        },
        Case {
            metric: Some("payroll"),
            ..of("The payroll of Delta Labs is $5 billion.", "metric", "Delta Labs")
        },
        Case {
            metric: Some("payroll"),
            ..of("Delta Labs has a payroll of $5 billion.", "metric", "Delta Labs")
        },
    ];
    for case in cases {
        assert_eq!(put(case), (1, vec![]), "{}", case.text);
    }
}
