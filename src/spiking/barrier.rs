//! A barrier that spins: waking a sleeping thread takes longer than a step of the network.
//!
//! Every thread counts its own arrivals where no other writes, and looks at the counters of the
//! others: one transfer between caches, where a common counter takes several.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// Turns of spinning, some ten microseconds, before a thread offers its processor to others, who may
/// be the ones waited for.
const PATIENCE: u32 = 1000;

/// Threads, numbered from 0, wait for each other.
pub struct Barrier {
    arrivals: Vec<Padded<AtomicU64>>,
    patience: u32,
    broken: AtomicBool,
}

/// Has its cache lines for itself; processors fetch them in pairs of 64 bytes.
#[repr(align(128))]
struct Padded<T>(T);

/// One of the threads will never come.
#[derive(Debug, PartialEq, Eq)]
pub struct Broken;

/// Breaks the barrier when its thread panics, so that the others do not wait for ever.
pub struct Guard<'a>(&'a Barrier);

impl Barrier {
    pub fn new(threads: usize) -> Self {
        // Where threads share processors, spinning only keeps away the one that is waited for.
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        let arrivals = (0..threads).map(|_| Padded(AtomicU64::new(0)));
        Barrier {
            arrivals: arrivals.collect(),
            patience: if threads > processors { 0 } else { PATIENCE },
            broken: AtomicBool::new(false),
        }
    }

    /// To be held by every thread as long as others may wait for it.
    pub fn guard(&self) -> Guard<'_> {
        Guard(self)
    }

    /// Thread `own` arrives and waits for all others. What each wrote before, all read behind it.
    pub fn wait(&self, own: usize) -> Result<(), Broken> {
        let arrival = self.arrivals[own].0.load(Ordering::Relaxed) + 1;
        self.arrivals[own].0.store(arrival, Ordering::Release);
        self.arrivals
            .iter()
            .try_for_each(|other| self.wait_for(&other.0, arrival))
    }

    fn wait_for(&self, other: &AtomicU64, arrival: u64) -> Result<(), Broken> {
        let mut turns = 0;
        while other.load(Ordering::Acquire) < arrival {
            if turns < self.patience {
                turns += 1;
                std::hint::spin_loop();
            } else if self.broken.load(Ordering::Acquire) {
                return Err(Broken);
            } else {
                std::thread::yield_now();
            }
        }
        Ok(())
    }
}

impl Drop for Guard<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.broken.store(true, Ordering::Release);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every thread adds to the sum of a round; behind the barrier all see the whole sum.
    #[test]
    fn nobody_passes_before_the_last_has_come() {
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        for threads in [1, 2, 3, processors + 2] {
            let barrier = Barrier::new(threads);
            let sums: Vec<_> = (0..200).map(|_| AtomicU64::new(0)).collect();
            let whole = (threads * (threads + 1) / 2) as u64;
            std::thread::scope(|scope| {
                for index in 0..threads {
                    let (barrier, sums) = (&barrier, &sums);
                    scope.spawn(move || {
                        let _guard = barrier.guard();
                        for sum in sums {
                            sum.fetch_add(index as u64 + 1, Ordering::Relaxed);
                            assert_eq!(barrier.wait(index), Ok(()));
                            assert_eq!(sum.load(Ordering::Relaxed), whole);
                        }
                    });
                }
            });
        }
    }

    #[test]
    fn a_panic_lets_the_others_go() {
        let barrier = &Barrier::new(3);
        std::thread::scope(|scope| {
            let wait = |own| {
                move || {
                    let _guard = barrier.guard();
                    barrier.wait(own)
                }
            };
            let others = [scope.spawn(wait(0)), scope.spawn(wait(1))];
            let fails = scope.spawn(|| {
                let _guard = barrier.guard();
                std::panic::resume_unwind(Box::new("on purpose"));
            });
            assert!(fails.join().is_err());
            for other in others {
                assert_eq!(other.join().unwrap(), Err(Broken));
            }
        });
    }
}
