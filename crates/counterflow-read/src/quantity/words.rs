//! The sum that the words of a number make.

use super::lexicon::Lex;

/// What was added last, which decides what may follow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Last {
    #[default]
    Nothing,
    Unit,
    Ten,
    Hundred,
    Scale,
}

/// A number in words as far as it was read.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Sum {
    total: u64,
    group: u64,
    last: Last,
    /// The smallest scale so far; what follows has to be smaller.
    scale: u64,
    bare: bool,
}

impl Sum {
    /// Whether nothing was read.
    pub fn is_empty(&self) -> bool {
        self.last == Last::Nothing
    }

    /// Whether it starts with a scale or `hundred`, so that an article may stand in front.
    pub fn starts_bare(&self) -> bool {
        self.bare
    }

    /// Whether an `and` may stand behind what was read.
    pub fn takes_and(&self) -> bool {
        matches!(self.last, Last::Hundred | Last::Scale)
    }

    /// The number.
    pub fn value(&self) -> Option<u64> {
        self.total.checked_add(self.group)
    }

    /// The scale word at the end, one million or more; else one.
    pub fn tail_scale(&self) -> u64 {
        if self.last == Last::Scale && self.scale >= 1_000_000 { self.scale } else { 1 }
    }

    /// Takes a word over, if it can follow.
    pub fn add(&mut self, lex: Lex) -> bool {
        let first = self.is_empty();
        let taken = match lex {
            Lex::Unit(unit) => self.add_small(unit.into(), Last::Unit),
            Lex::Ten(ten) => self.add_small(ten.into(), Last::Ten),
            Lex::Hundred => self.add_hundred(),
            Lex::Scale(power, false) => self.add_scale(10u64.saturating_pow(power.into())),
            Lex::Dozen if !first => self.add_dozen(),
            _ => false,
        };
        self.bare |= taken && first && matches!(lex, Lex::Hundred | Lex::Scale(..));
        taken
    }

    fn add_small(&mut self, value: u64, kind: Last) -> bool {
        let fits = match (self.last, kind) {
            (Last::Nothing | Last::Hundred | Last::Scale, _) => true,
            (Last::Ten, Last::Unit) => (1..10).contains(&value),
            _ => false,
        };
        if fits {
            self.group += value;
            self.last = kind;
        }
        fits
    }

    fn add_hundred(&mut self) -> bool {
        let fits = matches!(self.last, Last::Nothing | Last::Unit | Last::Ten)
            && self.group < 100
            && self.scale != 100;
        if fits {
            self.group = self.group.max(1) * 100;
            self.last = Last::Hundred;
        }
        fits
    }

    fn add_scale(&mut self, scale: u64) -> bool {
        // "three lakh crore": a scale of a scale.
        if self.last == Last::Scale && self.group == 0 && scale >= self.scale {
            let Some(total) = self.total.checked_mul(scale) else { return false };
            (self.total, self.scale) = (total, scale);
            return true;
        }
        let smaller = self.scale == 0 || scale < self.scale;
        let empty = self.group == 0 && self.last == Last::Scale;
        let Some(more) = self.group.max(1).checked_mul(scale) else { return false };
        let Some(total) = self.total.checked_add(more) else { return false };
        if !smaller || empty {
            return false;
        }
        (self.total, self.group, self.scale, self.last) = (total, 0, scale, Last::Scale);
        true
    }

    fn add_dozen(&mut self) -> bool {
        let fits = self.total == 0 && self.group < 100;
        if fits {
            self.group *= 12;
            self.last = Last::Hundred;
        }
        fits
    }
}
