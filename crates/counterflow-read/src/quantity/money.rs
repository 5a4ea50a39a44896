//! How currencies are written: marks, letters in front of them, codes and words.

use std::sync::LazyLock;

use counterflow_claim::{Currency, Decimal};
use rustc_hash::FxHashMap;

/// A currency as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Money {
    /// Which one, if that is clear.
    pub currency: Option<Currency>,
    /// How much of it one is: 1, or 0.01 for cents.
    pub factor: Decimal,
    /// Whether it is a dollar and nothing says whose.
    pub dollar: bool,
}

impl Money {
    fn of(code: &str) -> Money {
        Money { currency: Currency::from_code(code), factor: Decimal::ONE, dollar: false }
    }

    fn some_dollar() -> Money {
        Money { dollar: true, ..Money::of("USD") }
    }

    fn hundredth(self) -> Money {
        Money { factor: Decimal::new(1, 2), ..self }
    }
}

/// The currency of a mark.
pub(crate) fn of_mark(mark: &str) -> Option<Money> {
    Some(match mark {
        "$" => Money::some_dollar(),
        "\u{a2}" => Money::some_dollar().hundredth(),
        "\u{a3}" => Money::of("GBP"),
        "\u{a5}" => Money::of("JPY"),
        "\u{20ac}" => Money::of("EUR"),
        "\u{20b9}" | "\u{20a8}" => Money::of("INR"),
        "\u{20a9}" => Money::of("KRW"),
        "\u{20aa}" => Money::of("ILS"),
        "\u{20a1}" => Money::of("CRC"),
        "\u{20a6}" => Money::of("NGN"),
        "\u{20ab}" => Money::of("VND"),
        "\u{20ad}" => Money::of("LAK"),
        "\u{20ae}" => Money::of("MNT"),
        "\u{20b1}" => Money::of("PHP"),
        "\u{20b2}" => Money::of("PYG"),
        "\u{20b4}" => Money::of("UAH"),
        "\u{20b5}" => Money::of("GHS"),
        "\u{20b8}" => Money::of("KZT"),
        "\u{20ba}" => Money::of("TRY"),
        "\u{20bc}" => Money::of("AZN"),
        "\u{20bd}" => Money::of("RUB"),
        "\u{20be}" => Money::of("GEL"),
        "\u{e3f}" => Money::of("THB"),
        _ => return None,
    })
}

/// Whose dollar the letters in front of `$` tell.
pub(crate) fn of_dollar_letters(letters: &str) -> Option<Money> {
    Some(Money::of(match letters {
        "us" | "u.s." | "usd" => "USD",
        "a" | "au" | "aud" => "AUD",
        "c" | "ca" | "cad" | "cdn" | "can" => "CAD",
        "hk" | "hkd" => "HKD",
        "nt" | "twd" => "TWD",
        "s" | "sg" | "sgd" => "SGD",
        "nz" | "nzd" => "NZD",
        "r" | "brl" => "BRL",
        "mx" | "mex" | "mxn" => "MXN",
        "j" | "jmd" => "JMD",
        "tt" => "TTD",
        "ar" => "ARS",
        _ => return None,
    }))
}

/// A currency as letters in front of a number or behind it: `USD`, `Rs`, `RMB`.
///
/// A code in small letters is taken only where it is no word of the language.
pub(crate) fn of_code(text: &str, lower: &str) -> Option<Money> {
    let known = match lower {
        "usd" | "eur" | "gbp" | "jpy" | "cny" | "inr" | "cad" | "aud" | "chf" | "hkd" | "sgd"
        | "krw" | "sek" | "nok" | "dkk" | "mxn" | "brl" | "zar" | "twd" | "nzd" => {
            return upper_code(lower);
        }
        "rmb" => "CNY",
        "rs" | "re" if text != "re" => "INR",
        "sfr" | "sfr." => "CHF",
        "r" if text == "R" => "ZAR",
        "sh" | "ksh" if text != "sh" => "KES",
        "skr" => "SEK",
        "dh" | "dhs" => "AED",
        "nkr" => "NOK",
        "dkr" => "DKK",
        _ if text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase()) => text,
        _ => return None,
    };
    let money = Money::of(known);
    money.currency.map(|_| money)
}

fn upper_code(lower: &str) -> Option<Money> {
    let mut code = [0; 3];
    code.copy_from_slice(lower.as_bytes().get(..3)?);
    code.make_ascii_uppercase();
    std::str::from_utf8(&code).ok().map(Money::of)
}

/// A code with a scale in front or behind: `MEUR`, `EURm`, `USDbn`.
pub(crate) fn of_scaled_code(text: &str) -> Option<(Money, u8)> {
    let code = |code: &str| of_code(code, "");
    if let Some(rest) = text.strip_prefix('M').or_else(|| text.strip_prefix('m')) {
        return Some((code(rest)?, 6));
    }
    let (first, rest) = text.split_at_checked(3)?;
    let power = match rest {
        "m" | "mn" | "M" => 6,
        "bn" => 9,
        "k" => 3,
        _ => return None,
    };
    Some((code(first)?, power))
}

/// The name of a currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Noun {
    /// One that needs no country, or has a usual one.
    Plain(&'static str),
    /// `dollar`.
    Dollar,
    /// A name of several: the family, which a country completes.
    Family(&'static str),
    /// `cent`.
    Cent,
    /// `pence`.
    Penny,
}

/// Names of currencies, by their small letters.
static NOUNS: LazyLock<FxHashMap<&'static str, Noun>> = LazyLock::new(|| {
    let mut nouns = FxHashMap::default();
    for (code, words) in PLAIN {
        nouns.extend(words.iter().map(|word| (*word, Noun::Plain(code))));
    }
    for (family, words) in FAMILIES {
        nouns.extend(words.iter().map(|word| (*word, Noun::Family(family))));
    }
    nouns.extend(
        ["dollar", "dollars", "dlr", "dlrs", "buck", "bucks"].map(|word| (word, Noun::Dollar)),
    );
    nouns.extend(["cent", "cents"].map(|word| (word, Noun::Cent)));
    nouns.extend(["pence", "penny"].map(|word| (word, Noun::Penny)));
    nouns
});

const PLAIN: &[(&str, &[&str])] = &[
    ("EUR", &["euro", "euros"]),
    ("GBP", &["pound", "pounds", "sterling"]),
    ("JPY", &["yen"]),
    ("CNY", &["yuan", "renminbi", "rmb", "kuai"]),
    ("KRW", &["won"]),
    ("INR", &["rupee", "rupees"]),
    ("ZAR", &["rand"]),
    ("BRL", &["reais"]),
    ("PLN", &["zloty", "zlotys", "zlotych"]),
    ("RUB", &["ruble", "rubles", "rouble", "roubles"]),
    ("THB", &["baht"]),
    ("MYR", &["ringgit"]),
    ("IDR", &["rupiah"]),
    ("AED", &["dirham", "dirhams"]),
    ("ILS", &["shekel", "shekels"]),
    ("HUF", &["forint", "forints"]),
    ("CZK", &["koruna", "korunas", "koruny"]),
    ("NGN", &["naira"]),
    ("VND", &["dong"]),
    ("BDT", &["taka"]),
    ("UAH", &["hryvnia", "hryvnias"]),
    ("TRY", &["lira", "liras"]),
    ("SEK", &["krona", "kronor"]),
];

const FAMILIES: &[(&str, &[&str])] = &[
    ("franc", &["franc", "francs"]),
    ("krone", &["krone", "kroner", "crown", "crowns"]),
    ("peso", &["peso", "pesos"]),
    ("dinar", &["dinar", "dinars"]),
    ("riyal", &["riyal", "riyals", "rial", "rials"]),
    ("shilling", &["shilling", "shillings"]),
    ("real", &["real", "reals"]),
    ("sen", &["sen"]),
];

/// The name that a word is.
pub(crate) fn noun(word: &str) -> Option<Noun> {
    NOUNS.get(word).copied()
}

/// The currency of a name, with the country in front of it, if one is told.
pub(crate) fn of_noun(noun: Noun, country: Option<&str>) -> Option<Money> {
    Some(match (noun, country) {
        (Noun::Dollar, None) => Money::some_dollar(),
        (Noun::Dollar, Some(country)) => Money::of(dollar_of(country)?),
        (Noun::Cent, None) => Money::some_dollar().hundredth(),
        (Noun::Cent, Some("euro")) => Money::of("EUR").hundredth(),
        (Noun::Cent, Some(country)) => Money::of(dollar_of(country)?).hundredth(),
        (Noun::Penny, None | Some("british" | "uk" | "u.k.")) => Money::of("GBP").hundredth(),
        (Noun::Plain(code), None) => Money::of(code),
        (Noun::Plain(code), Some(country)) => Money::of(other_of(code, country)?),
        (Noun::Family(_), None) => Money { currency: None, factor: Decimal::ONE, dollar: false },
        (Noun::Family(family), Some(country)) => Money::of(other_of(family, country)?),
        (Noun::Penny, Some(_)) => return None,
    })
}

fn dollar_of(country: &str) -> Option<&'static str> {
    Some(match country {
        "us" | "u.s." | "u.s" | "american" | "usd" | "united states" => "USD",
        "australian" | "aussie" => "AUD",
        "canadian" => "CAD",
        "hong kong" => "HKD",
        "singapore" | "singaporean" => "SGD",
        "new zealand" => "NZD",
        "taiwan" | "taiwanese" | "new taiwan" => "TWD",
        "jamaican" => "JMD",
        _ => return None,
    })
}

fn other_of(family: &str, country: &str) -> Option<&'static str> {
    Some(match (family, country) {
        ("franc", "swiss") => "CHF",
        ("franc", "cfa") => "XOF",
        ("krone", "danish") => "DKK",
        ("krone", "swedish") => "SEK",
        ("krone", "czech") => "CZK",
        ("krone", "icelandic") => "ISK",
        ("krone", "norwegian") => "NOK",
        ("SEK", "swedish") => "SEK",
        ("SEK", "icelandic") => "ISK",
        ("peso", "mexican") => "MXN",
        ("peso", "philippine") => "PHP",
        ("peso", "argentine" | "argentinian") => "ARS",
        ("peso", "chilean") => "CLP",
        ("peso", "colombian") => "COP",
        ("dinar", "kuwaiti") => "KWD",
        ("dinar", "bahraini") => "BHD",
        ("dinar", "jordanian") => "JOD",
        ("riyal", "saudi") => "SAR",
        ("riyal", "qatari") => "QAR",
        ("riyal", "omani") => "OMR",
        ("riyal", "iranian") => "IRR",
        ("shilling", "kenyan") => "KES",
        ("shilling", "ugandan") => "UGX",
        ("real", "brazilian") => "BRL",
        ("GBP", "british" | "uk" | "u.k.") => "GBP",
        ("GBP", "egyptian") => "EGP",
        ("GBP", "lebanese") => "LBP",
        ("JPY", "japanese") => "JPY",
        ("CNY", "chinese") => "CNY",
        ("KRW", "korean" | "south korean") => "KRW",
        ("INR", "indian") => "INR",
        ("INR", "pakistani" | "pakistan") => "PKR",
        ("INR", "sri lankan") => "LKR",
        ("INR", "nepalese" | "nepali") => "NPR",
        ("ZAR", "south african") => "ZAR",
        ("PLN", "polish") => "PLN",
        ("RUB", "russian") => "RUB",
        ("THB", "thai") => "THB",
        ("MYR", "malaysian") => "MYR",
        ("IDR", "indonesian") => "IDR",
        ("AED", "uae" | "u.a.e." | "emirati") => "AED",
        ("AED", "moroccan") => "MAD",
        ("ILS", "israeli") => "ILS",
        ("HUF", "hungarian") => "HUF",
        ("CZK", "czech") => "CZK",
        ("NGN", "nigerian") => "NGN",
        ("VND", "vietnamese") => "VND",
        ("TRY", "turkish") => "TRY",
        ("UAH", "ukrainian") => "UAH",
        ("BDT", "bangladeshi") => "BDT",
        _ => return None,
    })
}
