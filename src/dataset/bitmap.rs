//! Black-and-white pictures as text: `#` is a pixel that is on, `.` one that is off.

use std::fmt;

/// A picture of bits, by rows from the top.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bitmap {
    width: usize,
    pixels: Vec<bool>,
}

/// What is wrong with a text that should be a picture. Lines and columns are counted from 1.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BitmapError {
    /// No line has anything in it.
    #[error("the picture is empty; it needs at least one row of `#` and `.`")]
    Empty,
    /// A letter that is no pixel.
    #[error(
        "line {line}, column {column}: `{found}` is no pixel; pixels are `#` (on) and `.` (off)"
    )]
    Pixel {
        /// The line of the text.
        line: usize,
        /// The place in the row, without its indentation.
        column: usize,
        /// What stands there.
        found: char,
    },
    /// A row longer or shorter than the first one.
    #[error("line {line} has {found} pixels, must have {expected} like the first row")]
    Width {
        /// The line of the text.
        line: usize,
        /// Its pixels.
        found: usize,
        /// The pixels of the first row.
        expected: usize,
    },
    /// Pictures of one set that differ in size.
    #[error(
        "picture {picture} is {found_width} × {found_height}, must be {width} × {height} like the first one"
    )]
    Size {
        /// Which picture, counted from 1.
        picture: usize,
        /// Its width.
        found_width: usize,
        /// Its height.
        found_height: usize,
        /// The width of the first one.
        width: usize,
        /// The height of the first one.
        height: usize,
    },
}

impl Bitmap {
    /// Reads a picture. Blanks around rows and empty lines before and after them do not count.
    ///
    /// ```
    /// use galvani::dataset::Bitmap;
    /// let picture = Bitmap::parse("\n  #.\n  ##\n")?;
    /// assert_eq!(picture.pixels(), [true, false, true, true]);
    /// assert_eq!(picture.to_string(), "#.\n##\n");
    /// # Ok::<(), galvani::dataset::BitmapError>(())
    /// ```
    ///
    /// # Errors
    /// When there is no row, a row has another width than the first, or a letter is no pixel. An
    /// empty line between rows is a row of no pixels.
    pub fn parse(text: &str) -> Result<Self, BitmapError> {
        Bitmap::from_lines(&numbered(text))
    }

    /// Reads pictures of one size with empty lines between them.
    ///
    /// # Errors
    /// As [`Bitmap::parse`], and when a picture has another size than the first. Lines are those
    /// of the whole text.
    pub fn parse_all(text: &str) -> Result<Vec<Self>, BitmapError> {
        let lines = numbered(text);
        let pictures = lines
            .split(|(_, row)| row.is_empty())
            .filter(|rows| !rows.is_empty())
            .map(Bitmap::from_lines)
            .collect::<Result<Vec<Bitmap>, BitmapError>>()?;
        let first = pictures.first().ok_or(BitmapError::Empty)?;
        for (index, picture) in pictures.iter().enumerate() {
            picture.check_size(index + 1, first)?;
        }
        Ok(pictures)
    }

    /// A picture of these pixels, by rows; `None` unless they fill whole rows.
    pub fn from_pixels(width: usize, pixels: Vec<bool>) -> Option<Self> {
        let is_whole = width > 0 && !pixels.is_empty() && pixels.len().is_multiple_of(width);
        is_whole.then_some(Bitmap { width, pixels })
    }

    fn from_lines(lines: &[(usize, &str)]) -> Result<Self, BitmapError> {
        let is_row = |(_, row): &(usize, &str)| !row.is_empty();
        let first = lines.iter().position(is_row).ok_or(BitmapError::Empty)?;
        let last = lines.iter().rposition(is_row).unwrap_or(first);
        let width = lines[first].1.chars().count();
        let mut pixels = Vec::with_capacity(width * (last + 1 - first));
        for (line, row) in &lines[first..=last] {
            append(&mut pixels, *line, row, width)?;
        }
        Ok(Bitmap { width, pixels })
    }

    fn check_size(&self, picture: usize, first: &Bitmap) -> Result<(), BitmapError> {
        if (self.width, self.height()) == (first.width, first.height()) {
            return Ok(());
        }
        Err(BitmapError::Size {
            picture,
            found_width: self.width,
            found_height: self.height(),
            width: first.width,
            height: first.height(),
        })
    }

    /// Pixels in a row.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Rows.
    pub fn height(&self) -> usize {
        self.pixels.len() / self.width
    }

    /// All pixels by rows from the top, on = true.
    pub fn pixels(&self) -> &[bool] {
        &self.pixels
    }

    /// The number of pixels that are on, |I|.
    pub fn size(&self) -> usize {
        self.pixels.iter().filter(|pixel| **pixel).count()
    }
}

/// The lines of a text from 1 on, without the blanks around them.
fn numbered(text: &str) -> Vec<(usize, &str)> {
    let lines = text.lines().enumerate();
    lines.map(|(i, line)| (i + 1, line.trim())).collect()
}

fn append(
    pixels: &mut Vec<bool>,
    line: usize,
    row: &str,
    expected: usize,
) -> Result<(), BitmapError> {
    for (i, letter) in row.chars().enumerate() {
        pixels.push(match letter {
            '#' => true,
            '.' => false,
            found => {
                let column = i + 1;
                return Err(BitmapError::Pixel {
                    line,
                    column,
                    found,
                });
            }
        });
    }
    let found = row.chars().count();
    if found == expected {
        return Ok(());
    }
    Err(BitmapError::Width {
        line,
        found,
        expected,
    })
}

/// The text that [`Bitmap::parse`] reads.
impl fmt::Display for Bitmap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for row in self.pixels.chunks(self.width) {
            let row: String = row.iter().map(|on| if *on { '#' } else { '.' }).collect();
            writeln!(f, "{row}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(text: &str) -> String {
        Bitmap::parse_all(text).unwrap_err().to_string()
    }

    #[test]
    fn a_picture_is_read_and_written() {
        let text = "#..\n.#.\n";
        let picture = Bitmap::parse(text).unwrap();
        assert_eq!((picture.width(), picture.height()), (3, 2));
        assert_eq!(picture.size(), 2);
        assert_eq!(picture.to_string(), text);
        let pixels = picture.pixels().to_vec();
        assert_eq!(Bitmap::from_pixels(3, pixels), Some(picture));
        assert_eq!(Bitmap::from_pixels(2, vec![true; 3]), None);
        assert_eq!(Bitmap::from_pixels(0, vec![]), None);
    }

    #[test]
    fn several_pictures_stand_between_empty_lines() {
        let pictures = Bitmap::parse_all("\n  #.\n  .#\n\n\n  ..\n  ##\n").unwrap();
        assert_eq!(pictures.len(), 2);
        assert_eq!(pictures[1].pixels(), [false, false, true, true]);
    }

    #[test]
    fn mistakes_are_told_with_their_place() {
        let empty = "the picture is empty; it needs at least one row of `#` and `.`";
        assert_eq!(message(" \n\n"), empty);
        assert_eq!(Bitmap::parse("").unwrap_err().to_string(), empty);
        assert_eq!(
            message("\n  #.\n  .x"),
            "line 3, column 2: `x` is no pixel; pixels are `#` (on) and `.` (off)"
        );
        assert_eq!(
            message("##\n#"),
            "line 2 has 1 pixels, must have 2 like the first row"
        );
        assert_eq!(
            message("##\n\n#\n#"),
            "picture 2 is 1 × 2, must be 2 × 1 like the first one"
        );
        assert_eq!(
            Bitmap::parse("##\n\n##").unwrap_err().to_string(),
            "line 2 has 0 pixels, must have 2 like the first row"
        );
    }
}
