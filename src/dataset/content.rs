//! The bytes of a data file: read, unpacked, checked.

use super::Error;
use flate2::read::MultiGzDecoder;
use sha2::{Digest, Sha256};
use std::io::{ErrorKind, Read};
use std::path::Path;

/// The bytes of a file and the name by which error messages call it.
pub(super) struct Content {
    pub file: String,
    pub bytes: Vec<u8>,
}

impl Content {
    /// Reads a file, and unpacks it when it is gzip-compressed (which its first bytes tell, not its
    /// name).
    pub fn read(path: &Path) -> Result<Self, Error> {
        let file = path.display().to_string();
        match std::fs::read(path) {
            Ok(bytes) => Content::unpack(file, bytes),
            Err(error) if error.kind() == ErrorKind::NotFound => Err(Error::NoSuchFile { file }),
            Err(error) => Err(Error::Unreadable {
                file,
                reason: error.to_string(),
            }),
        }
    }

    /// Takes bytes, and unpacks them when they are gzip-compressed.
    pub fn unpack(file: String, bytes: Vec<u8>) -> Result<Self, Error> {
        if !bytes.starts_with(&[0x1f, 0x8b]) {
            return Ok(Content { file, bytes });
        }
        let mut unpacked = Vec::new();
        match MultiGzDecoder::new(&bytes[..]).read_to_end(&mut unpacked) {
            Ok(_) => Ok(Content {
                file,
                bytes: unpacked,
            }),
            Err(error) => Err(Error::BadGzip {
                file,
                reason: error.to_string(),
            }),
        }
    }

    /// The bytes as text, without a byte order mark.
    pub fn text(&self) -> Result<&str, Error> {
        let text = std::str::from_utf8(&self.bytes).map_err(|error| {
            let good = &self.bytes[..error.valid_up_to()];
            let line_start = good
                .iter()
                .rposition(|&b| b == b'\n')
                .map_or(0, |at| at + 1);
            Error::NotUtf8 {
                file: self.file.clone(),
                line: 1 + good.iter().filter(|&&b| b == b'\n').count(),
                byte: 1 + good.len() - line_start,
            }
        })?;
        Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
    }
}

/// Err when the bytes do not have the expected SHA-256 checksum (64 hexadecimal digits).
pub(super) fn verify(file: &str, bytes: &[u8], expected: &str) -> Result<(), Error> {
    let found: String = Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    if found == expected {
        Ok(())
    } else {
        Err(Error::Checksum {
            file: file.to_owned(),
            expected: expected.to_owned(),
            found,
        })
    }
}
