//! Archives of documents, read one member at a time: zip, tar, gzip and one within another.
//!
//! An archive is read as a stream, so that memory is bounded by its largest member. What unpacks to
//! far more than it is, is stopped and told; a member that is bad does not stop the ones after it.

use std::io::{Cursor, Error, Read, Seek, SeekFrom};

use flate2::read::MultiGzDecoder;

use super::{DocumentError, LARGEST, sniff};

/// How much of an archive is unpacked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of a member.
    pub member: u64,
    /// Bytes of all members together.
    pub total: u64,
    /// How many times its own size an archive may unpack to, beyond 16 MiB.
    pub ratio: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { member: LARGEST as u64, total: 1 << 40, ratio: 250 }
    }
}

/// What every archive may unpack to, however small it is.
const ALWAYS: u64 = 16 << 20;
/// An archive within an archive is unpacked to this depth.
const DEPTH: usize = 3;

/// A member of an archive.
#[derive(Debug)]
pub struct Member {
    /// The archive's name and the member's, `archive.zip/member.html`.
    pub name: String,
    /// Its bytes, or why it is not read.
    pub content: Result<Vec<u8>, DocumentError>,
}

/// Whether bytes start an archive that [`each`] reads.
pub fn is_archive(start: &[u8]) -> bool {
    matches!(
        sniff::binary(start),
        Some(DocumentError::Archive { kind: sniff::ZIP | sniff::GZIP | sniff::TAR })
    )
}

/// Visits the members of an archive in the order in which they stand there.
///
/// Folders and links are no members. What is no archive is its own only member. Time is linear in
/// what is unpacked.
///
/// # Errors
///
/// If the archive cannot be read on, or unpacks to more than the limits let it: the members before
/// that were visited.
///
/// ```
/// use counterflow_read::document::archive::{Limits, each};
/// use std::io::Write;
///
/// let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
/// packed.write_all(b"Alder pays.")?;
/// let packed = packed.finish()?;
/// let mut seen = Vec::new();
/// each("note.txt.gz", std::io::Cursor::new(packed), Limits::default(), &mut |member| {
///     seen.push((member.name, member.content));
/// })?;
/// assert_eq!(seen, [("note.txt".to_string(), Ok(b"Alder pays.".to_vec()))]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn each<R: Read + Seek>(
    name: &str,
    source: R,
    limits: Limits,
    visit: &mut dyn FnMut(Member),
) -> Result<(), DocumentError> {
    Unpacking { limits, left: limits.total, depth: 0, visit }.archive(name, source)
}

struct Unpacking<'v> {
    limits: Limits,
    /// How many bytes may still be unpacked.
    left: u64,
    depth: usize,
    visit: &'v mut dyn FnMut(Member),
}

impl Unpacking<'_> {
    fn archive<R: Read + Seek>(&mut self, name: &str, mut source: R) -> Result<(), DocumentError> {
        let size = source.seek(SeekFrom::End(0)).map_err(|error| broken(&error))?;
        source.seek(SeekFrom::Start(0)).map_err(|error| broken(&error))?;
        let mut start = [0; 512];
        let start = fill(&mut source, &mut start).map_err(|error| broken(&error))?;
        source.seek(SeekFrom::Start(0)).map_err(|error| broken(&error))?;
        let most = size.saturating_mul(self.limits.ratio).saturating_add(ALWAYS);
        let outer = self.left;
        self.left = outer.min(most);
        let allowed = self.left;
        let result = match sniff::binary(start) {
            Some(DocumentError::Archive { kind: sniff::ZIP }) => self.zip(name, source),
            Some(DocumentError::Archive { kind: sniff::GZIP }) => self.gzip(name, source),
            Some(DocumentError::Archive { kind: sniff::TAR }) => self.tar(name, source),
            _ => self.member(name.to_owned(), size, source),
        };
        self.left = outer - (allowed - self.left);
        result
    }

    fn zip<R: Read + Seek>(&mut self, name: &str, source: R) -> Result<(), DocumentError> {
        let mut archive = zip::ZipArchive::new(source).map_err(|error| broken(&error))?;
        for number in 0..archive.len() {
            match archive.by_index(number) {
                Ok(member) if !member.is_file() => {}
                Ok(member) => {
                    let raw = member.name_raw();
                    let path = joined(name, &String::from_utf8_lossy(raw));
                    let size = member.size();
                    self.member(path, size, member)?;
                }
                Err(error) => {
                    let path = joined(name, &format!("member {}", number + 1));
                    let reason = match error {
                        zip::result::ZipError::UnsupportedArchive(reason) => reason.to_string(),
                        error => error.to_string(),
                    };
                    let reason = format!("it cannot be unpacked: {reason}");
                    let content = Err(DocumentError::Member { reason });
                    (self.visit)(Member { name: path, content });
                }
            }
        }
        Ok(())
    }

    fn gzip<R: Read>(&mut self, name: &str, source: R) -> Result<(), DocumentError> {
        let mut unpacked = MultiGzDecoder::new(source);
        let mut start = [0; 512];
        let read = fill(&mut unpacked, &mut start).map_err(|error| broken(&error))?;
        let tar = matches!(sniff::binary(read), Some(DocumentError::Archive { kind: sniff::TAR }));
        let stream = Cursor::new(read.to_vec()).chain(unpacked);
        if tar {
            return self.tar(name, stream);
        }
        let inner = [".gz", ".GZ"].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name);
        self.member(inner.to_owned(), 0, stream)
    }

    fn tar<R: Read>(&mut self, name: &str, source: R) -> Result<(), DocumentError> {
        // Nearly empty members have a header and a padding of a block each.
        let guarded = Guarded { source, left: self.left.saturating_mul(2) };
        let mut archive = tar::Archive::new(guarded);
        let entries = archive.entries().map_err(|error| broken(&error))?;
        for entry in entries {
            let entry = entry.map_err(|error| broken(&error))?;
            if entry.header().entry_type().is_file() {
                let path = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
                let size = entry.size();
                self.member(joined(name, &path), size, entry)?;
            }
        }
        Ok(())
    }

    /// Reads a member whose size is said to be `size`, and visits it or what is packed in it.
    fn member<R: Read>(&mut self, name: String, size: u64, source: R) -> Result<(), DocumentError> {
        let content = match self.content(size, source)? {
            Ok(bytes) if is_archive(&bytes) && self.depth < DEPTH => {
                self.depth += 1;
                let result = self.archive(&name, Cursor::new(bytes));
                self.depth -= 1;
                match result {
                    Ok(()) => return Ok(()),
                    Err(error) => Err(error),
                }
            }
            content => content.map_err(|reason| DocumentError::Member { reason }),
        };
        (self.visit)(Member { name, content });
        Ok(())
    }

    /// The bytes of a member, or why they are not read.
    ///
    /// # Errors
    ///
    /// If nothing more may be unpacked.
    fn content<R: Read>(
        &mut self,
        size: u64,
        source: R,
    ) -> Result<Result<Vec<u8>, String>, DocumentError> {
        let most = self.limits.member;
        let too_large =
            |size| Err(format!("it has {size} bytes or more, and a member has at most {most}"));
        if size > most {
            return Ok(too_large(size));
        }
        let mut bytes = Vec::new();
        let read = source.take(most.min(self.left) + 1).read_to_end(&mut bytes);
        let len = bytes.len() as u64;
        self.left = self.left.checked_sub(len).ok_or_else(unpacks_to_too_much)?;
        Ok(match read {
            Err(error) => Err(format!("it cannot be unpacked: {error}")),
            Ok(_) if len > most => too_large(len),
            Ok(_) => Ok(bytes),
        })
    }
}

/// A source that ends with an error where more comes out of it than may.
struct Guarded<R> {
    source: R,
    left: u64,
}

impl<R: Read> Read for Guarded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.source.read(buffer)?;
        // Headers and padding count, too: an archive of nothing but headers is stopped as well.
        let left = self.left.checked_sub(read as u64);
        self.left = left.ok_or_else(|| Error::other(unpacks_to_too_much()))?;
        Ok(read)
    }
}

fn joined(archive: &str, member: &str) -> String {
    let member: String = member.chars().filter(|one| !one.is_control()).collect();
    format!("{archive}/{member}")
}

/// Reads until the buffer is full or the source ends.
fn fill<'b, R: Read>(source: &mut R, buffer: &'b mut [u8]) -> std::io::Result<&'b [u8]> {
    let mut len = 0;
    while len < buffer.len() {
        match source.read(&mut buffer[len..])? {
            0 => break,
            read => len += read,
        }
    }
    Ok(&buffer[..len])
}

fn broken(error: &dyn std::fmt::Display) -> DocumentError {
    DocumentError::Member { reason: format!("the archive cannot be read on: {error}") }
}

fn unpacks_to_too_much() -> DocumentError {
    let reason = "the archive unpacks to far more than its size and is not read on; unpack it by \
                  hand if it is what it says it is";
    DocumentError::Member { reason: reason.to_string() }
}

#[cfg(test)]
mod tests;
