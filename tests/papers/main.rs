//! Published numbers, a file a paper, each with its citation and tolerance.

mod hodgkin_huxley;
