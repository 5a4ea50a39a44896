//! Documents of every format, from bytes to the view and back.

use super::*;

fn opened(name: &str, bytes: &[u8]) -> Document {
    open(name, bytes.to_vec()).unwrap_or_else(|error| panic!("{name}: {error}"))
}

#[test]
fn a_text_is_kept_byte_for_byte() {
    let text = "\u{feff}Alder\u{2019}s $2\u{a0}bn\r\nand a line\n\n  more";
    let document = opened("a.txt", text.as_bytes());
    assert_eq!(document.original, text);
    assert_eq!(document.view.text(), "Alder's $2 bn\r\nand a line\n\n  more");
    assert_eq!(document.encoding, "UTF-8");
    assert_eq!(
        opened("a", b"abc").sha256,
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    );
}

#[test]
fn marks_of_direction_are_told_and_left_out() {
    let document = opened("a.txt", "pays \u{202e}001$\u{202c} now".as_bytes());
    assert_eq!(document.view.text(), "pays 001$ now");
    let [Warning::Direction { marks: 2, first }] = document.warnings[..] else {
        panic!("{:?}", document.warnings)
    };
    assert_eq!(&document.original[first.range()], "\u{202e}");
}
