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

#[test]
fn files_without_text_are_said_to_have_none() {
    let error = |name, bytes: &[u8]| match open(name, bytes.to_vec()) {
        Ok(document) => panic!("{:?}", document.view.text()),
        Err(error) => error.to_string(),
    };
    for bytes in ["", " \n", "<html><body><script>app()</script></body></html>", "<?xml?><rss/>"] {
        assert_eq!(error("a", bytes.as_bytes()), "there is no text in it");
    }
    assert!(error("a.zip", b"PK\x03\x04").contains("a zip archive"));
    assert!(error("a.bin", b"\0\x01\x02\x03\0\x04\xff\xfa\0\x03\x06").contains("a binary file"));
}

#[test]
fn bytes_that_are_lost_are_told() {
    let document = opened("a.txt", b"\xe2\x82\xac 5 bn, \xe2\x82\xac 6 bn and \xff");
    assert_eq!(document.undecodable, 1);
    assert_eq!(document.warnings, [Warning::Undecodable { bytes: 1 }]);
}

#[test]
fn zeros_in_a_text_are_no_part_of_its_view() {
    let text = format!("pays $2\0 bn {}", "and more ".repeat(40));
    let document = opened("a.txt", text.as_bytes());
    assert_eq!(document.original, text);
    assert!(document.view.text().starts_with("pays $2 bn"));
}

#[cfg(not(feature = "pdf"))]
#[test]
fn a_build_that_reads_no_pdf_says_which_one_does() {
    let error = open("a.pdf", b"%PDF-1.7\n".to_vec()).expect_err("it is not read");
    assert!(error.to_string().contains("--features pdf"));
}
