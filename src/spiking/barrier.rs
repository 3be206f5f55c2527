//! A barrier that spins: waking a sleeping thread takes longer than a step of the network.

use std::sync::atomic::{AtomicUsize, Ordering};

/// Turns of spinning before the thread offers its processor to others, who may be the ones waited
/// for where there are more threads than processors.
const PATIENCE: u32 = 20_000;

/// All of `threads` wait until the last has come.
pub struct Barrier {
    threads: usize,
    waiting: AtomicUsize,
    generation: AtomicUsize,
}

impl Barrier {
    pub fn new(threads: usize) -> Self {
        Barrier {
            threads,
            waiting: AtomicUsize::new(0),
            generation: AtomicUsize::new(0),
        }
    }

    pub fn wait(&self) {
        if self.threads == 1 {
            return;
        }
        let generation = self.generation.load(Ordering::Acquire);
        if self.waiting.fetch_add(1, Ordering::AcqRel) + 1 == self.threads {
            self.waiting.store(0, Ordering::Relaxed);
            self.generation.fetch_add(1, Ordering::Release);
            return;
        }
        let mut turns = 0;
        while self.generation.load(Ordering::Acquire) == generation {
            turns += 1;
            if turns < PATIENCE {
                std::hint::spin_loop();
            } else {
                std::thread::yield_now();
            }
        }
    }
}
