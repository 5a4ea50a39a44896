//! The words of numbers, each with what it does in one.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// What a word does in a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lex {
    /// `zero` to `nineteen`.
    Unit(u8),
    /// `twenty` to `ninety`.
    Ten(u8),
    /// `hundred`.
    Hundred,
    /// `thousand` and up, by the power of ten, and whether it is a plural.
    Scale(u8, bool),
    /// `bn`, `m`, `k`: a scale behind digits only.
    Short(u8),
    /// `dozen`.
    Dozen,
    /// `half`.
    Half,
    /// `quarter` and `quarters`.
    Quarter(bool),
    /// `third` and the like, and whether it is a plural: a place in a row, or a part of a whole.
    Ordinal(u64, bool),
    /// `double`, `tripled`: a multiple, in halves, so that `halved` is one.
    Times(u8),
    /// `multibillion`.
    Multi(u8),
}

/// Words of numbers, by their small letters.
pub(crate) type Words = FxHashMap<&'static str, Lex>;

/// The table, made once.
pub(crate) static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut words = Words::default();
    for (value, word) in UNITS.iter().enumerate() {
        words.insert(word, Lex::Unit(value as u8));
    }
    words.extend([("nought", Lex::Unit(0)), ("naught", Lex::Unit(0))]);
    for (value, word) in TENS.iter().enumerate() {
        words.insert(word, Lex::Ten(value as u8 * 10 + 20));
    }
    for (power, singular, plural) in SCALES {
        words.insert(singular, Lex::Scale(*power, false));
        words.insert(plural, Lex::Scale(*power, true));
    }
    for (power, short) in SHORT {
        words.extend(short.iter().map(|word| (*word, Lex::Short(*power))));
    }
    for (of, singular, plural) in ORDINALS {
        words.insert(singular, Lex::Ordinal(*of, false));
        words.insert(plural, Lex::Ordinal(*of, true));
    }
    for (halves, forms) in TIMES {
        words.extend(forms.iter().map(|word| (*word, Lex::Times(*halves))));
    }
    words.extend([
        ("hundred", Lex::Hundred),
        ("dozen", Lex::Dozen),
        ("dozens", Lex::Dozen),
        ("dozs", Lex::Dozen),
        ("half", Lex::Half),
        ("quarter", Lex::Quarter(false)),
        ("quarters", Lex::Quarter(true)),
        ("multimillion", Lex::Multi(6)),
        ("multibillion", Lex::Multi(9)),
        ("multitrillion", Lex::Multi(12)),
    ]);
    words
});

const UNITS: &[&str] = &[
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];

const TENS: &[&str] =
    &["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

const SCALES: &[(u8, &str, &str)] = &[
    (3, "thousand", "thousands"),
    (5, "lakh", "lakhs"),
    (6, "million", "millions"),
    (7, "crore", "crores"),
    (9, "billion", "billions"),
    (12, "trillion", "trillions"),
    (15, "quadrillion", "quadrillions"),
];

const SHORT: &[(u8, &[&str])] = &[
    (3, &["k", "thou"]),
    (5, &["lac", "lacs"]),
    (6, &["m", "mn", "mln", "mil", "mio", "mm"]),
    (7, &["cr"]),
    (9, &["bn", "b", "bln", "bil"]),
    (12, &["tn", "t", "trn", "tln", "tril"]),
];

const ORDINALS: &[(u64, &str, &str)] = &[
    (1, "first", "firsts"),
    (2, "second", "seconds"),
    (3, "third", "thirds"),
    (4, "fourth", "fourths"),
    (5, "fifth", "fifths"),
    (6, "sixth", "sixths"),
    (7, "seventh", "sevenths"),
    (8, "eighth", "eighths"),
    (9, "ninth", "ninths"),
    (10, "tenth", "tenths"),
    (11, "eleventh", "elevenths"),
    (12, "twelfth", "twelfths"),
    (13, "thirteenth", "thirteenths"),
    (14, "fourteenth", "fourteenths"),
    (15, "fifteenth", "fifteenths"),
    (16, "sixteenth", "sixteenths"),
    (17, "seventeenth", "seventeenths"),
    (18, "eighteenth", "eighteenths"),
    (19, "nineteenth", "nineteenths"),
    (20, "twentieth", "twentieths"),
    (30, "thirtieth", "thirtieths"),
    (40, "fortieth", "fortieths"),
    (50, "fiftieth", "fiftieths"),
    (60, "sixtieth", "sixtieths"),
    (70, "seventieth", "seventieths"),
    (80, "eightieth", "eightieths"),
    (90, "ninetieth", "ninetieths"),
    (100, "hundredth", "hundredths"),
    (1_000, "thousandth", "thousandths"),
    (1_000_000, "millionth", "millionths"),
    (1_000_000_000, "billionth", "billionths"),
    (1_000_000_000_000, "trillionth", "trillionths"),
];

const TIMES: &[(u8, &[&str])] = &[
    (1, &["halve", "halves", "halved", "halving"]),
    (4, &["double", "doubles", "doubled", "doubling", "twice", "twofold"]),
    (6, &["triple", "triples", "tripled", "tripling", "threefold"]),
    (6, &["treble", "trebles", "trebled", "trebling", "thrice"]),
    (8, &["quadruple", "quadruples", "quadrupled", "quadrupling", "fourfold"]),
    (10, &["quintuple", "quintuples", "quintupled", "quintupling", "fivefold"]),
    (12, &["sixfold", "sextupled"]),
    (14, &["sevenfold"]),
    (16, &["eightfold"]),
    (18, &["ninefold"]),
    (20, &["tenfold"]),
];
