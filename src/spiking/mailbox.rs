//! What a worker tells the others in a step: which of its cells fired.

use std::sync::atomic::{AtomicU32, Ordering};

/// Lists of neurons, one a population, each behind its length. One thread writes, others read; that
/// the writing is over is told by a barrier, so that single words may be passed without an order.
pub struct Mailbox {
    words: Vec<AtomicU32>,
}

impl Mailbox {
    /// Room for lists of at most these lengths.
    pub fn new(most: impl Iterator<Item = usize>) -> Self {
        let words: usize = most.map(|most| 1 + most).sum();
        Mailbox {
            words: (0..words).map(|_| AtomicU32::new(0)).collect(),
        }
    }

    /// Replaces the lists.
    pub fn write<'a>(&self, lists: impl Iterator<Item = &'a [u32]>) {
        let mut words = self.words.iter();
        let mut put = |word: u32| {
            let place = words.next().expect("a list is longer than was agreed");
            place.store(word, Ordering::Relaxed);
        };
        for list in lists {
            put(list.len() as u32);
            list.iter().for_each(|&neuron| put(neuron));
        }
    }

    /// The lists, in the order of the populations.
    pub fn read(&self) -> impl Iterator<Item = impl Iterator<Item = u32>> {
        let mut rest = &self.words[..];
        std::iter::from_fn(move || {
            let (length, behind) = rest.split_first()?;
            let (list, behind) = behind.split_at(length.load(Ordering::Relaxed) as usize);
            rest = behind;
            Some(list.iter().map(|word| word.load(Ordering::Relaxed)))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Mailbox;

    #[test]
    fn what_was_written_last_is_read() {
        let mailbox = Mailbox::new([3, 0, 2].into_iter());
        let writes: [[&[u32]; 3]; 2] = [[&[1, 2, 3], &[], &[7, 8]], [&[9], &[], &[4]]];
        for lists in writes {
            mailbox.write(lists.into_iter());
            let read: Vec<Vec<u32>> = mailbox.read().take(3).map(Iterator::collect).collect();
            assert_eq!(read, lists);
        }
    }
}
