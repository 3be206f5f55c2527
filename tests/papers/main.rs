//! Published numbers, a file a paper, each with its citation and tolerance.

mod diesmann;
mod hodgkin_huxley;
