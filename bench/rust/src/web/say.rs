//! What may be said of a number, so that it is true.

use crate::chance::Chance;

/// How much what is said leaves open.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Open {
    /// Mostly points.
    Little,
    /// Ranges, one-sided bounds and numbers that are not given.
    Much,
}

/// Something true of an amount of so many million dollars.
pub fn money(truth: i64, open: Open, chance: &mut Chance) -> String {
    match said(open, chance) {
        Said::Unknown => "unknown".to_string(),
        said => format!("{} M USD", number(said, truth, chance)),
    }
}

/// Something true of a share of so many hundredths of a percent.
pub fn share(truth: i64, open: Open, chance: &mut Chance) -> String {
    let percent = |of: i64| format!("{}.{:02}", of / 100, of % 100);
    // As many digits as there are are a point; fewer are a range around it.
    let less = truth - truth / 10;
    let more = truth + truth / 10 + 1;
    match said(open, chance) {
        Said::Unknown | Said::UpTo => format!("up to {}%", percent(more)),
        Said::AtLeast => format!("at least {}%", percent(less)),
        Said::MoreThan => format!("more than {}%", percent((less - 1).max(0))),
        Said::LessThan => format!("less than {}%", percent(more)),
        Said::Point | Said::About | Said::Range => {
            format!("{} to {}%", percent(less), percent(more))
        }
    }
}

#[derive(Clone, Copy)]
enum Said {
    Point,
    Range,
    UpTo,
    AtLeast,
    MoreThan,
    LessThan,
    About,
    Unknown,
}

fn said(open: Open, chance: &mut Chance) -> Said {
    match open {
        Open::Little => chance.weighted(&[
            (Said::Point, 16),
            (Said::About, 2),
            (Said::UpTo, 1),
            (Said::Unknown, 1),
        ]),
        Open::Much => chance.weighted(&[
            (Said::Point, 3),
            (Said::Range, 5),
            (Said::UpTo, 3),
            (Said::AtLeast, 3),
            (Said::MoreThan, 1),
            (Said::LessThan, 1),
            (Said::About, 1),
            (Said::Unknown, 3),
        ]),
    }
}

/// The words and digits of what is said of a positive number.
fn number(said: Said, truth: i64, chance: &mut Chance) -> String {
    // Between a hundredth and a quarter off.
    let mut off = |truth: i64| (truth * (1 + chance.below(24) as i64) / 100).max(1);
    match said {
        Said::Point | Said::Unknown => truth.to_string(),
        Said::Range => format!("{} to {}", truth - off(truth), truth + off(truth)),
        Said::UpTo => format!("up to {}", truth + off(truth)),
        Said::AtLeast => format!("at least {}", truth - off(truth)),
        Said::MoreThan => format!("more than {}", (truth - off(truth)).max(0)),
        Said::LessThan => format!("less than {}", truth + off(truth)),
        // A band of five percent holds the truth where the number is at most three percent off.
        Said::About => format!("about {}", truth + off(truth) % (truth * 3 / 100).max(1)),
    }
}
