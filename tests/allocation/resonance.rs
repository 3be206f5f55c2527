//! Presentations to networks of adaptive resonance and recalls of the bidirectional memory.

use super::{allocations_of_thread, turn};
use galvani::dataset::letters;
use galvani::memory::{Bam, Patterns, Resonance, Units, flipped};
use galvani::random::Stream;
use galvani::resonance::{Art1, Art1Settings, FuzzyArt, FuzzyArtSettings};

#[test]
fn nothing_is_allocated_while_pictures_are_presented() {
    let _turn = turn();
    let letters = letters();
    for vigilance in [0.0, 0.5, 0.8, 1.0] {
        let settings = Art1Settings {
            vigilance,
            ..Art1Settings::default()
        };
        let mut network = Art1::new(letters[0].pixels().len(), settings);
        let count = allocations_of_thread(|| {
            for letter in letters.iter().cycle().take(3 * letters.len()) {
                network.present(letter.pixels());
            }
        });
        assert_eq!(count, 0, "vigilance {vigilance}");
    }
}

#[test]
fn nothing_is_allocated_while_points_are_presented() {
    let _turn = turn();
    let mut stream = Stream::new(1991, "allocation", "points", 0);
    let points: Vec<[f64; 2]> = (0..500)
        .map(|_| [(); 2].map(|()| stream.uniform()))
        .collect();
    for complement_coding in [true, false] {
        let settings = FuzzyArtSettings {
            vigilance: 0.9,
            complement_coding,
            max_categories: 500,
            ..FuzzyArtSettings::default()
        };
        let mut network = FuzzyArt::new(2, settings);
        let count = allocations_of_thread(|| {
            for point in &points {
                network.present(point);
            }
        });
        assert_eq!(count, 0, "complement coding {complement_coding}");
    }
}

#[test]
fn nothing_is_allocated_while_the_bidirectional_memory_recalls() {
    let _turn = turn();
    let mut stream = Stream::new(1988, "allocation", "pairs", 0);
    let [a, b] = [100, 80].map(|units| Patterns::random(10, units, &mut stream));
    let memory = Bam::new(Units::Bipolar, a, b).expect("as many patterns on both sides");
    let cues: Vec<Vec<i8>> = (memory.patterns_a().iter())
        .map(|a| flipped(a, 20, &mut stream))
        .collect();
    let mut resonance = Resonance::new(&memory);
    let mut energy = 0.0;
    let count = allocations_of_thread(|| {
        for cue in &cues {
            resonance.cue_a(cue);
            resonance.run(100, |now| energy = now.energy());
        }
    });
    assert_eq!(count, 0);
    assert!(energy < 0.0);
}
