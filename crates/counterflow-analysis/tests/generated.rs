//! What holds of the answers to every book.

#[allow(dead_code, reason = "shared with the tests of the network, which use all of it")]
#[path = "../../counterflow-network/tests/rules/book.rs"]
mod book;
#[path = "../../counterflow-network/tests/rules/grammar.rs"]
mod grammar;

use std::collections::BTreeSet;

use counterflow_analysis::{Cell, Rounding, analyze, significant};
use counterflow_claim::Decimal;
use counterflow_network::resolve;
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn tables_are_whole_and_show_figures_that_are_there(entries in grammar::entries()) {
        let claims = book::claims(&grammar::scaled(&entries, ""));
        let network = resolve(&claims, &book::plain()).value;
        let answers = analyze(&network);
        for section in &answers.sections {
            for row in &section.rows {
                prop_assert_eq!(row.len(), section.columns.len(), "{}", section.key);
                for cell in row {
                    let there = match cell {
                        Cell::Figure(at, _) => *at < answers.figures.len(),
                        _ => true,
                    };
                    prop_assert!(there);
                }
            }
        }
    }

    #[test]
    fn every_variable_is_one_figure_with_a_name_of_its_own(entries in grammar::entries()) {
        let claims = book::claims(&grammar::scaled(&entries, ""));
        let network = resolve(&claims, &book::plain()).value;
        let figures = analyze(&network).figures;
        prop_assert_eq!(figures.len(), network.variables.len());
        let names: BTreeSet<_> = figures.iter().map(|figure| (&figure.id, figure.case)).collect();
        prop_assert_eq!(names.len(), figures.len());
    }

    #[test]
    fn the_same_book_gives_the_same_answers(entries in grammar::entries()) {
        let claims = book::claims(&grammar::scaled(&entries, ""));
        let told = || format!("{:?}", analyze(&resolve(&claims, &book::plain()).value));
        prop_assert_eq!(told(), told());
    }

    #[test]
    fn rounding_goes_the_way_that_is_asked_for(
        (digits, places, kept) in (any::<i128>(), 0_u32..29, 0_u32..29),
    ) {
        let value = Decimal::try_from_i128_with_scale(digits >> 33, places);
        prop_assume!(value.is_ok());
        let value = value.unwrap_or_default();
        let number = |rounding| Decimal::from_str_exact(&significant(value, kept, rounding));
        if let (Ok(down), Ok(up)) = (number(Rounding::Down), number(Rounding::Up)) {
            prop_assert!(down <= value && value <= up, "{down} {value} {up}");
        }
    }
}
