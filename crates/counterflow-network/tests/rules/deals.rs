//! What counts in totals, and as what.

use crate::book::{lacks, plain, shows};

#[test]
fn talk_counts_from_nothing_in_totals() {
    for stage in ["", "rumoured", "talks", "letter-of-intent", "announced"] {
        let book = format!("2026-01-01 buy a -> b 10 USD {stage}");
        shows(&book, &plain(), "commitments(a): 10 | - | [0, 10]");
    }
}

#[test]
fn firm_is_what_is_closed_or_signed_and_binding() {
    let signed = |keys: &str| format!("2026-01-01 buy a -> b 10 USD signed\n{keys}");
    for keys in ["", "  binding: firm\n", "  binding: take-or-pay\n", "  binding: unknown\n"] {
        shows(&signed(keys), &plain(), "commitments(a): 10 | 10 | 10");
    }
    for keys in ["  binding: none\n", "  binding: conditional\n"] {
        shows(&signed(keys), &plain(), "commitments(a): 10 | - | 10");
    }
    // Whether the condition is met nobody says.
    shows(&signed("  if: \"a permit\"\n"), &plain(), "commitments(a): 10 | - | [0, 10]");
    shows(&signed("  if: \"a permit\" met 2026-01-02\n"), &plain(), "commitments(a): 10 | 10 | 10");
}

#[test]
fn what_has_been_funded_is_firm_and_a_least() {
    shows(
        "2026-01-01 invest a -> b up to 10 USD signed\n  if: \"a permit\"\n  funded: 3 USD\n",
        &plain(),
        "invested(a,b): 10 | 3 | [3, 10]",
    );
    // What is signed without a condition is firm whole.
    shows(
        "2026-01-01 invest a -> b 10 USD part-funded\n  funded: 3 USD\n",
        &plain(),
        "invested(a,b): 10 | 10 | 10",
    );
    shows(
        "2026-01-01 invest a -> b unknown part-funded\n  funded: 3 USD\n",
        &plain(),
        "invested(a,b): - | 3 | [3, ..)",
    );
}

#[test]
fn an_unknown_amount_is_not_none() {
    shows(
        "2026-01-01 buy a -> b unknown signed",
        &plain(),
        "commitments(a): - | - | missing amount of buy-a-b",
    );
    shows("2026-01-01 buy a -> b none signed", &plain(), "commitments(a): 0 | 0 | 0");
    shows(
        "2026-01-01 buy a -> b unknown signed\n\n2026-01-01 buy a -> c 5 USD signed",
        &plain(),
        "commitments(a): 5 | 5 | (5, ..)",
    );
    shows(
        "2026-01-01 buy a -> b unknown signed\n  amount: 5 USD\n",
        &plain(),
        "commitments(a): 5 | 5 | 5",
    );
}

#[test]
fn a_rate_is_no_total() {
    shows(
        "2026-01-01 buy a -> b 5 USD per year signed",
        &plain(),
        "commitments(a): - | - | missing total of 5 USD per year, stated as a rate",
    );
    lacks("2026-01-01 buy a -> b 5 units signed", &plain(), &["commitments(a,c)"]);
}

#[test]
fn deals_of_the_same_parties_may_be_the_same_money() {
    let two = |keys: &str| {
        format!(
            "
2026-01-01 buy a -> b 10 USD signed
  id: one

2026-01-02 buy a -> b 4 USD signed
  id: two
{keys}"
        )
    };
    shows(&two(""), &plain(), "commitments(a): 14 | 14 | [10, 14]");
    for keys in ["  disjoint: one\n", "  adds-to: one\n"] {
        shows(&two(keys), &plain(), "commitments(a): 14 | 14 | 14");
    }
    let listed = two("\n2026-01-03 buy a -> b 14 USD signed\n  total-of: one, two\n");
    shows(&listed, &plain(), "commitments(a): 14 | 14 | 14");
}

#[test]
fn deals_of_different_parties_are_different_money() {
    shows(
        "2026-01-01 buy a -> b 10 USD signed\n\n2026-01-02 buy a -> c 4 USD signed\n",
        &plain(),
        "commitments(a): 14 | 14 | 14",
    );
    // Together with another it may be the same as alone; a lender without a name may be one that
    // is named.
    shows(
        "
2026-01-01 invest a, c jointly -> b 10 USD closed

2026-01-02 invest a -> b 4 USD closed
",
        &plain(),
        "funding(b): 14 | 14 | [10, 14]
         invested(a,b): 4 | 4 | [4, 14]
         invested(c,b): - | - | [0, 10]",
    );
    shows(
        "2026-01-01 lend -> b 10 USD closed\n\n2026-01-02 lend a -> b 4 USD closed\n",
        &plain(),
        "borrowed(b): 14 | 14 | [10, 14]",
    );
    shows(
        "2026-01-01 lend c -> b 10 USD closed\n\n2026-01-02 lend a -> b 4 USD closed\n",
        &plain(),
        "borrowed(b): 14 | 14 | 14",
    );
}

#[test]
fn a_sum_makes_no_money_of_its_own() {
    let sum = "2026-01-03 buy a -> b 14 USD signed\n  id: both\n  total-of: one, two\n";
    let one = "2026-01-01 buy a -> b 10 USD signed\n  id: one\n";
    let two = "2026-01-01 buy a -> b 4 USD signed\n  id: two\n";
    shows(&format!("{one}\n{two}\n{sum}"), &plain(), "commitments(a): 14 | 14 | 14");
    // Where a part has ended, the sum stands for what is left of them.
    let ended = "2026-01-01 buy a -> b 4 USD terminated\n  id: two\n";
    shows(&format!("{one}\n{ended}\n{sum}"), &plain(), "commitments(a): 14 | 14 | 14");
    // A sum of itself is no sum; of two that sum each other one stands.
    shows(
        "2026-01-01 buy a -> b 4 USD signed\n  id: x\n  total-of: x\n",
        &plain(),
        "commitments(a): 4 | 4 | 4",
    );
    let circle = "
2026-01-01 buy a -> b 4 USD signed
  id: x
  total-of: y

2026-01-02 buy a -> b 5 USD signed
  id: y
  total-of: x
";
    shows(circle, &plain(), "commitments(a): 5 | 5 | 5");
}

#[test]
fn a_part_counts_in_its_whole() {
    let part = |whole: &str| {
        format!(
            "
2026-01-01 buy a -> b {whole} signed
  id: whole

2026-01-02 buy a -> b 4 USD signed
  in: whole
"
        )
    };
    shows(&part("10 USD"), &plain(), "commitments(a): 10 | 10 | 10");
    // Of a whole that is not known the part is a least.
    shows(&part("unknown"), &plain(), "commitments(a): 4 | 4 | [4, ..)");
}

#[test]
fn parts_of_parts_count_once() {
    let chain = |middle: &str| {
        format!(
            "
2026-01-01 buy a -> b 10 USD signed
  id: whole

2026-01-01 buy a -> b {middle} signed
  id: middle
  in: whole

2026-01-02 buy a -> b 4 USD signed
  in: middle
"
        )
    };
    shows(&chain("6 USD"), &plain(), "commitments(a): 10 | 10 | 10");
    shows(&chain("unknown"), &plain(), "commitments(a): 10 | 10 | 10");
}

#[test]
fn what_is_firm_of_a_whole_is_told_by_its_parts() {
    let book = |whole: &str, one: &str, two: &str| {
        format!(
            "
2026-01-01 buy a -> b 10 USD {whole}
  id: whole

2026-01-02 buy a -> b 4 USD {one}
  in: whole

2026-01-02 buy a -> b 5 USD {two}
  in: whole
"
        )
    };
    shows(&book("signed", "closed", "talks"), &plain(), "commitments(a): 10 | 4 | 10");
    shows(&book("talks", "closed", "closed"), &plain(), "commitments(a): 10 | 9 | [0, 10]");
    shows(&book("signed", "closed", "closed"), &plain(), "commitments(a): 10 | 10 | 10");
}

#[test]
fn a_circle_of_parts_keeps_its_money() {
    let book = "
2026-01-01 buy a -> b 10 USD signed
  id: x
  in: y

2026-01-02 buy a -> b 4 USD signed
  id: y
  in: x

2026-01-02 buy a -> c 1 USD signed
  id: z
  in: z
";
    // Of the circle `x` in `y` is left, and ten are no part of four.
    shows(book, &plain(), "commitments(a,b): 4 | 4 | contradiction\ncommitments(a,c): 1 | 1 | 1");
}

#[test]
fn several_are_meant_together_or_each() {
    shows(
        "2026-01-01 buy a, b jointly -> c, d jointly 10 USD signed",
        &plain(),
        "commitments(): 10 | 10 | 10
         commitments(a): - | - | [0, 10]
         commitments(a,c): - | - | [0, 10]
         sales_committed(d): - | - | [0, 10]",
    );
    shows(
        "
2026-01-01 buy a, b each -> c, d each 10 USD signed
  due: 2027 4 USD
  due: 2028 6 USD
",
        &plain(),
        "commitments(): 40 | 40 | 40
         commitments(a): 20 | 20 | 20
         commitments(a,c): 10 | 10 | 10
         commitments(a,2027): 8 | 8 | 8
         commitments(a,2028): 12 | 12 | 12
         sales_committed(d): 20 | 20 | 20",
    );
    shows("2026-01-01 buy a, b -> c 10 USD signed", &plain(), "commitments(a): - | - | [0, 10]");
    shows("2026-01-01 buy a, a each -> c 10 USD signed", &plain(), "commitments(a): 10 | 10 | 10");
}

#[test]
fn the_order_of_parties_makes_no_other_deal() {
    let book = "
2026-01-01 buy a, b jointly -> c 10 USD signed
  deal: t

2026-01-02 buy b, a jointly -> c 12 USD signed
  deal: t
";
    shows(book, &plain(), "commitments(): 12 | 12 | 12");
    let lender = "
2026-01-01 lend -> c 10 USD signed
  deal: t

2026-01-02 lend a -> c 12 USD signed
  deal: t
";
    shows(lender, &plain(), "borrowed(): 12 | 12 | 12\nlent(a,c): 12 | 12 | 12");
}

#[test]
fn schedules_are_as_stated_and_the_rest_is_unscheduled() {
    let book = "
2026-01-01 buy a -> b 20 USD signed
  due: 2026-06 4 USD
  due: 2027 6 USD
  due: 2026-12 2 USD
";
    shows(
        book,
        &plain(),
        "commitments(a): 20 | 20 | 20
         commitments(a,2026): 6 | 6 | 6
         commitments(a,2027): 6 | 6 | 6
         commitments(a,unscheduled): 8 | 8 | 8",
    );
    // Lines without a total are a least.
    shows(
        "2026-01-01 buy a -> b unknown signed\n  due: 2026 4 USD\n  due: 2027 6 USD\n",
        &plain(),
        "commitments(a): 10 | 10 | [10, ..)\ncommitments(a,2027): 6 | 6 | 6",
    );
    lacks(
        "2026-01-01 buy a -> b 4 USD signed\n  due: 2026 4 USD\n",
        &plain(),
        &["commitments(a,unscheduled)"],
    );
    // The fiscal year of the seller ends in June.
    shows(
        "2026-01-01 buy a -> g 4 USD signed\n  due: FY2027-Q1 4 USD\n",
        &plain(),
        "commitments(a,2026): 4 | 4 | 4",
    );
}

#[test]
fn an_assumption_spreads_only_where_it_is_asked_for() {
    let book = "
2026-01-01 buy a -> b 10 USD signed
  id: big

assume even
  owner: the desk
  schedule: big evenly 2027..2028
";
    shows(book, &plain(), "commitments(a,unscheduled): 10 | 10 | 10");
    let mut view = plain();
    view.assume.push("even".to_string());
    shows(book, &view, "commitments(a,2027): 5 | 5 | 5\ncommitments(a,2028): 5 | 5 | 5");
    let claims = crate::book::claims(book);
    let network = counterflow_network::resolve(&claims, &view).value;
    let assumed = |id: &str| {
        let mut all = network.variables.iter();
        all.find(|(key, _)| key.id(&claims) == id).map(|(_, variable)| variable.assumed.clone())
    };
    assert_eq!(assumed("commitments(a,2027)"), Some(vec!["even".to_string()]));
    assert_eq!(assumed("commitments(a)"), Some(Vec::new()));
}

#[test]
fn negative_amounts_are_no_money() {
    shows(
        "2026-01-01 buy a -> b -5 USD signed",
        &plain(),
        "commitments(a): - | - | missing an amount that is not negative",
    );
    shows("2026-01-01 buy a -> b up to 0 USD signed", &plain(), "commitments(a): 0 | 0 | 0");
}
