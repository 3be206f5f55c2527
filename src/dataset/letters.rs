//! The alphabet as pictures of 5 × 7 pixels, the customary food of ART1 (the 1987 paper shows such
//! letters, and so does the example `art1_letters` of SNNS). The drawing is this project's own, in the
//! usual style of dot-matrix displays.

use super::Bitmap;

/// The letters A–Z: name and rows from the top, with blanks between them.
pub const LETTERS: [(char, &str); 26] = [
    ('A', ".###. #...# #...# ##### #...# #...# #...#"),
    ('B', "####. #...# #...# ####. #...# #...# ####."),
    ('C', ".###. #...# #.... #.... #.... #...# .###."),
    ('D', "####. #...# #...# #...# #...# #...# ####."),
    ('E', "##### #.... #.... ####. #.... #.... #####"),
    ('F', "##### #.... #.... ####. #.... #.... #...."),
    ('G', ".###. #...# #.... #.### #...# #...# .###."),
    ('H', "#...# #...# #...# ##### #...# #...# #...#"),
    ('I', ".###. ..#.. ..#.. ..#.. ..#.. ..#.. .###."),
    ('J', "..### ...#. ...#. ...#. ...#. #..#. .##.."),
    ('K', "#...# #..#. #.#.. ##... #.#.. #..#. #...#"),
    ('L', "#.... #.... #.... #.... #.... #.... #####"),
    ('M', "#...# ##.## #.#.# #.#.# #...# #...# #...#"),
    ('N', "#...# ##..# #.#.# #..## #...# #...# #...#"),
    ('O', ".###. #...# #...# #...# #...# #...# .###."),
    ('P', "####. #...# #...# ####. #.... #.... #...."),
    ('Q', ".###. #...# #...# #...# #.#.# #..#. .##.#"),
    ('R', "####. #...# #...# ####. #.#.. #..#. #...#"),
    ('S', ".#### #.... #.... .###. ....# ....# ####."),
    ('T', "##### ..#.. ..#.. ..#.. ..#.. ..#.. ..#.."),
    ('U', "#...# #...# #...# #...# #...# #...# .###."),
    ('V', "#...# #...# #...# #...# #...# .#.#. ..#.."),
    ('W', "#...# #...# #...# #.#.# #.#.# ##.## #...#"),
    ('X', "#...# #...# .#.#. ..#.. .#.#. #...# #...#"),
    ('Y', "#...# #...# .#.#. ..#.. ..#.. ..#.. ..#.."),
    ('Z', "##### ....# ...#. ..#.. .#... #.... #####"),
];

/// The pictures of A–Z in this order.
///
/// ```
/// let letters = galvani::dataset::letters();
/// assert_eq!(letters[8].to_string(), ".###.\n..#..\n..#..\n..#..\n..#..\n..#..\n.###.\n");
/// ```
pub fn letters() -> Vec<Bitmap> {
    let read = |rows: &str| Bitmap::parse(&rows.replace(' ', "\n"));
    LETTERS
        .iter()
        .map(|(letter, rows)| read(rows).unwrap_or_else(|error| panic!("{letter}: {error}")))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_letters_are_26_different_pictures_of_5_by_7() {
        let letters = letters();
        assert_eq!(letters.len(), 26);
        for (i, letter) in letters.iter().enumerate() {
            assert_eq!((letter.width(), letter.height()), (5, 7));
            assert_eq!(LETTERS[i].0, char::from(b'A' + i as u8));
            assert!(!letters[..i].contains(letter), "{}", LETTERS[i].0);
        }
    }
}
