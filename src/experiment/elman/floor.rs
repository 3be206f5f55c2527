//! What cannot be foretold by anybody: the mean squared error of ideal predictors.
//!
//! With squared error the best answer is the expected code of the next symbol, and what remains is
//! its variance, Σ P(symbol) (code − expectation)².

use super::code::Alphabet;
use super::material::Symbol;

/// Temporal XOR, by the place of the bit in its triple, for one who knows where triples begin: two
/// fair coins, variance ¼, and a certain bit.
pub const XOR_WITH_PLACE: [f64; 3] = [0.25, 0.25, 0.0];

/// The same for one who knows the rule but not where triples begin. The next bit is the exclusive or
/// of the last two with probability ⅓ + ⅔·½ = ⅔, which is the best answer: at the third bit the error
/// is ⅓, at the others ⅓ or ⅔ as it happens, (1/9 + 4/9)/2 in the mean square.
pub const XOR_WITHOUT_PLACE: [f64; 3] = [5.0 / 18.0, 5.0 / 18.0, 1.0 / 9.0];

/// The best answers, and the variance that is left: of each symbol but the first, for each number of
/// its code.
pub struct Ideal {
    pub answers: Vec<f64>,
    pub variances: Vec<f64>,
}

/// The ideal predictor of letters: it knows the words, that they are drawn independently with equal
/// chances, and all letters before.
///
/// The forward recursion of a hidden Markov chain (Rabiner 1989, *Proc. IEEE* 77:257, eq. 19–20) whose
/// states are the letters of the words: after a word's last letter any word begins.
pub fn of_words(words: &[String], alphabet: &Alphabet, symbols: &[Symbol]) -> Ideal {
    let words: Vec<Vec<char>> = words.iter().map(|word| word.chars().collect()).collect();
    let mut filter = Filter::new(&words);
    let mut ideal = Ideal {
        answers: Vec::new(),
        variances: Vec::new(),
    };
    for pair in symbols.windows(2) {
        filter.observe(pair[0].sign);
        filter.look_ahead();
        filter.answer(alphabet, &mut ideal);
    }
    ideal
}

/// Probabilities of standing at each letter of each word.
struct Filter<'w> {
    words: &'w [Vec<char>],
    /// Of the next letter, before it is seen.
    ahead: Vec<Vec<f64>>,
}

impl<'w> Filter<'w> {
    /// Before the first letter a word begins.
    fn new(words: &'w [Vec<char>]) -> Self {
        let mut ahead: Vec<Vec<f64>> = words.iter().map(|word| vec![0.0; word.len()]).collect();
        let chance = 1.0 / words.len() as f64;
        ahead.iter_mut().for_each(|word| word[0] = chance);
        Filter { words, ahead }
    }

    /// Strikes out what does not fit the letter seen.
    fn observe(&mut self, letter: char) {
        let mut sum = 0.0;
        for (chances, word) in self.ahead.iter_mut().zip(self.words) {
            for (chance, sign) in chances.iter_mut().zip(word) {
                *chance = if *sign == letter { *chance } else { 0.0 };
                sum += *chance;
            }
        }
        let chances = self.ahead.iter_mut().flatten();
        chances.for_each(|chance| *chance /= sum);
    }

    /// Moves every word on by a letter.
    fn look_ahead(&mut self) {
        let ended: f64 = self.ahead.iter().map(|word| word[word.len() - 1]).sum();
        let begins = ended / self.words.len() as f64;
        for word in &mut self.ahead {
            word.rotate_right(1);
            word[0] = begins;
        }
    }

    /// The expected code of the next letter, and its variance.
    fn answer(&self, alphabet: &Alphabet, ideal: &mut Ideal) {
        for number in 0..alphabet.width {
            let code = |letter: &char| alphabet.code(*letter)[number];
            let mean = self.expected(&code);
            ideal.answers.push(mean);
            let variance = self.expected(&|letter| (code(letter) - mean).powi(2));
            ideal.variances.push(variance);
        }
    }

    /// The expectation over the next letter.
    fn expected(&self, number: &dyn Fn(&char) -> f64) -> f64 {
        let chances = self.ahead.iter().flatten();
        let letters = self.words.iter().flatten();
        chances
            .zip(letters)
            .map(|(chance, letter)| chance * number(letter))
            .sum()
    }
}
