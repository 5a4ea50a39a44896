//! Archives by construction, good and hostile.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use zip::write::SimpleFileOptions;

use super::*;

type Seen = Vec<(String, Result<Vec<u8>, String>)>;

fn unpacked(name: &str, bytes: Vec<u8>, limits: Limits) -> (Seen, Result<(), String>) {
    let mut seen = Vec::new();
    let result = each(name, Cursor::new(bytes), limits, &mut |member| {
        seen.push((member.name, member.content.map_err(|error| error.to_string())));
    });
    (seen, result.map_err(|error| error.to_string()))
}

fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    zipped_by(zip::CompressionMethod::Deflated, members)
}

fn zipped_by(method: zip::CompressionMethod, members: &[(&str, &[u8])]) -> Vec<u8> {
    let options = SimpleFileOptions::default().compression_method(method);
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    archive.add_directory("folder", SimpleFileOptions::default()).expect("it is written");
    for (name, bytes) in members {
        archive.start_file(*name, options).expect("it is written");
        archive.write_all(bytes).expect("it is written");
    }
    archive.finish().expect("it is written").into_inner()
}

fn tarred(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = tar::Builder::new(Vec::new());
    for (name, bytes) in members {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        archive.append_data(&mut header, name, *bytes).expect("it is written");
    }
    archive.into_inner().expect("it is written")
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(bytes).expect("it is written");
    packed.finish().expect("it is written")
}

fn is(name: &str, bytes: &[u8]) -> (String, Result<Vec<u8>, String>) {
    (name.to_owned(), Ok(bytes.to_vec()))
}

#[test]
fn members_in_order() {
    let members: &[(&str, &[u8])] = &[("a.txt", b"one"), ("b/c.txt", b"two")];
    let limits = Limits::default();
    let expected = |name: &str| {
        vec![is(&format!("{name}/a.txt"), b"one"), is(&format!("{name}/b/c.txt"), b"two")]
    };
    for (name, bytes) in [
        ("x.zip", zipped(members)),
        ("x.tar", tarred(members)),
        ("x.tar.gz", gzipped(&tarred(members))),
    ] {
        assert!(is_archive(&bytes), "{name}");
        assert_eq!(unpacked(name, bytes, limits), (expected(name), Ok(())), "{name}");
    }
    assert_eq!(unpacked("a.txt", b"one".to_vec(), limits).0, [is("a.txt", b"one")]);
}

#[test]
fn an_archive_within_an_archive() {
    let inner = gzipped(b"one");
    let archive = zipped(&[("a.txt.gz", &inner), ("b.zip", &zipped(&[("c", b"two")]))]);
    let (seen, result) = unpacked("x.zip", archive, Limits::default());
    assert_eq!(result, Ok(()));
    assert_eq!(seen, [is("x.zip/a.txt", b"one"), is("x.zip/b.zip/c", b"two")]);
}

#[test]
fn a_bad_member_does_not_stop_the_rest() {
    let members: &[(&str, &[u8])] = &[("a", b"one"), ("b", b"two"), ("c", b"three")];
    let mut archive = zipped_by(zip::CompressionMethod::Stored, members);
    let at = memchr::memmem::find(&archive, b"two").expect("it is stored");
    archive[at] ^= 0xff;
    let (seen, result) = unpacked("x.zip", archive, Limits::default());
    assert_eq!(result, Ok(()));
    assert_eq!(seen[0], is("x.zip/a", b"one"));
    assert!(seen[1].1.as_ref().is_err_and(|error| error.contains("cannot be unpacked")));
    assert_eq!(seen[2], is("x.zip/c", b"three"));
}

#[test]
fn what_unpacks_to_too_much_is_stopped() {
    let zeros = vec![0; 32 << 20];
    let bomb = gzipped(&zeros);
    assert!(bomb.len() < 1 << 18);
    let limits = Limits::default();
    let (seen, result) = unpacked("x.gz", bomb.clone(), Limits { ratio: 10, ..limits });
    assert!(seen.is_empty());
    assert!(result.is_err_and(|error| error.contains("far more than its size")));
    let (seen, _) = unpacked("x.gz", bomb, Limits { member: 1 << 20, ..limits });
    assert!(seen[0].1.as_ref().is_err_and(|error| error.contains("at most 1048576")));
    let many = tarred(&[("a", &zeros), ("b", b"one")]);
    let (seen, result) = unpacked("x.tar.gz", gzipped(&many), Limits { ratio: 10, ..limits });
    assert!(seen.iter().all(|(_, content)| content.is_err()));
    assert!(result.is_err());
    let total = Limits { total: 10, ..limits };
    let (seen, result) = unpacked("x.zip", zipped(&[("a", b"12345678"), ("b", b"123")]), total);
    assert_eq!(seen, [is("x.zip/a", b"12345678")]);
    assert!(result.is_err());
}

#[test]
fn broken_archives_say_so() {
    let members: &[(&str, &[u8])] = &[("a.txt", b"one"), ("b.txt", b"two")];
    for (name, bytes) in [
        ("x.zip", zipped(members)),
        ("x.tar", tarred(members)),
        ("x.tar.gz", gzipped(&tarred(members))),
    ] {
        for end in (0..bytes.len()).step_by(7) {
            // Whatever is cut off, there is an answer.
            let (seen, result) = unpacked(name, bytes[..end].to_vec(), Limits::default());
            assert!(result.is_err() || !seen.is_empty() || name == "x.tar", "{name} {end}");
        }
    }
}
