//! What `explain elman` prints.

pub const EXPLAIN: &str = "\
The simple recurrent network sees a symbol x(t) and what its hidden layer was a step before, the
context y(t−1), and is to answer with the next symbol x(t+1):

  y(t) = σ(x(t) W_x + y(t−1) W_y + b),  p(t) = 1/(1 + exp(−(y(t) W_z + b_z))),  y(before the first) = 0
  E = ½ Σ_t Σ_k (p_k(t) − x_k(t+1))²        or Σ [−x ln p − (1 − x) ln(1 − p)] with `cross-entropy`
  Δw = −η ∂E/∂w + μ Δw(before), after every `update_every` steps (1 as in the paper)

rules
  truncated  the context counts as input: ∂E/∂w with y(t−1) held constant (the paper)
  full       back-propagation through time, from each target over the last `steps_back` steps

temporal-xor  two random bits, their exclusive or, two random bits … Only every third bit can be foretold.
  An ideal predictor has root mean squared errors ½, ½, 0. One that knows the rule but not where triples
  begin answers ⅔ for the exclusive or of the last two bits and is left with √(5/18) = 0.527 at the random
  bits and 1/3 at the third. Two hidden units that remember the last bit come near the latter.
words  words drawn at random, each with the same chance and whatever came before, run together without
  spaces. First letters cannot be foretold (save what all words have in common), later ones can once the
  word is known. The ideal predictor weighs all ways in which the letters so far fall into words (forward
  recursion of a hidden Markov chain) and answers with the expected code; the variance of the code is what
  remains. For ba, dii, guuu it is 2/9 at `high` and `back`, else 0: √(4/9/6) = 0.272 at consonants.

Codes of letters: consonant, vowel, interrupted, high, back, voiced (`features`)
  b 101001   d 101101   g 101011   a 010011   i 010101   u 010111    (Elman 1990, p. 189)
  j 101111   p 101000   t 101100   k 101010   c 101110   e 010001    in the same manner
  v 100001   z 100101   r 100011   y 100111   f 100000   s 100100   h 100010   x 100110
  `one-of-n`: a bit for each letter of the words; `{ random = 5 }`: so many random bits, no two letters
  alike; `{ own = { a = [0, 1], … } }`: as the file says.

Figures: error_by_place, over twelve bits (figure 3 of the paper) or the letters of a word;
error_by_letter (figures 5 and 6), of the letter and of two numbers of its code: the one that is
foretold best where words begin and the one that is not; error_by_number, of each number of the code;
learning_curves; hidden_states, two units or the two principal axes of more.

Metrics, medians over the networks (repeats), errors on a fresh stream; R is truncated or full:
  R_bit_1_rms, R_bit_2_rms, R_bit_3_rms    root mean squared error at the 1st, 2nd, 3rd bit of a triple
  R_share_with_dips                        networks whose error at bits 3, 6, 9, 12 is below both neighbours
  R_first_letters_rms, R_later_letters_rms over all numbers of the code; R_ratio: first over later
  R_first_letters_…_rms                    of one number of the code
  ideal_…, without_place_…                 the same of ideal predictors
  gradient_check_R                         largest deviation of ∂E/∂w from central differences over the first
                                           twelve steps, relative to its largest component; of the
                                           truncated rule with the contexts held fixed
  R_diverged                               networks left out because a weight stopped being finite

J. L. Elman 1990, Cognitive Science 14:179; P. J. Werbos 1990, Proc. IEEE 78:1550; R. J. Williams &
J. Peng 1990, Neural Comput. 2:490 (through time over a few steps); L. R. Rabiner 1989, Proc. IEEE 77:257.
";
