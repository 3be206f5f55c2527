//! Ranks, distances and groups at their places.

use super::layout::Joined;
use super::*;
use crate::outcome::Figure;
use crate::outcome::figure::Axis;
use crate::report::draw::scene::{Point, Shape};

fn panel(ranks: &[f64], distance: f64, groups: &[&[usize]]) -> Panel {
    let mark = Mark::CriticalDifference {
        names: (0..ranks.len())
            .map(|k| Text::same(format!("m{k}")))
            .collect(),
        keys: (0..ranks.len()).map(|k| format!("k{k}")).collect(),
        ranks: ranks.to_vec(),
        distance,
        groups: groups.iter().map(|group| group.to_vec()).collect(),
    };
    Panel::new(Axis::default(), Axis::default(), vec![mark])
}

fn layout_of(panel: &Panel) -> Layout {
    let diagram = Diagram::of(panel, Language::En).unwrap();
    Layout::new(&diagram, 1500.0, &Measures::new(1600.0))
}

/// The bent lines of the methods, from axis to name.
fn bent_lines(panel: &Panel) -> Vec<Vec<Point>> {
    let mut scene = Scene::default();
    let figure = Figure::single("f", Text::default(), panel.clone());
    let plot = Rect {
        right: 1500.0,
        bottom: 900.0,
        ..Rect::default()
    };
    Diagram::of(panel, Language::En).unwrap().draw(
        &mut scene,
        plot,
        &FigureColours::of(&figure),
        &Measures::new(1600.0),
    );
    let bent = scene.shapes.into_iter().filter_map(|shape| match shape {
        Shape::Strokes { lines, .. } if lines[0].len() == 3 => Some(lines[0].clone()),
        _ => None,
    });
    bent.collect()
}

#[test]
fn the_best_rank_is_on_the_right_and_the_distance_to_scale() {
    let layout = layout_of(&panel(&[1.5, 3.0, 2.0, 3.5], 1.2, &[]));
    assert_eq!(layout.x(1.0), layout.to);
    assert!((layout.x(4.0) - layout.from).abs() < 1e-9);
    assert!((layout.x(1.5) - layout.x(2.7) - 1.2 * layout.unit).abs() < 1e-9);
    // Better half on the right, both sides from outside in.
    let methods = |side: &Side| side.entries.iter().map(|e| e.method).collect::<Vec<_>>();
    assert_eq!(methods(&layout.right), [0, 2]);
    assert_eq!(methods(&layout.left), [3, 1]);
}

#[test]
fn a_distance_longer_than_the_axis_fits_and_one_that_is_no_number_is_left_out() {
    let layout = layout_of(&panel(&[1.2, 1.8], 4.0, &[]));
    assert!((4.0 * layout.unit - (layout.to - layout.from)).abs() < 1e-9);
    let without = layout_of(&panel(&[1.2, 1.8], f64::NAN, &[]));
    assert!((without.unit - (without.to - without.from)).abs() < 1e-9);
}

#[test]
fn groups_that_overlap_lie_on_levels_of_their_own() {
    let ranks = [1.0, 2.0, 3.0, 4.0, 5.0, f64::NAN];
    let groups: [&[usize]; 5] = [&[1, 0, 2], &[2, 3], &[3, 4], &[4], &[0, 5]];
    let found = layout_of(&panel(&ranks, 1.0, &groups)).joined;
    let joined = |best, worst, level| Joined { best, worst, level };
    // Alone or beside a method without a rank, a method is no group.
    assert_eq!(
        found,
        [
            joined(1.0, 3.0, 0),
            joined(3.0, 4.0, 1),
            joined(4.0, 5.0, 0)
        ]
    );
}

#[test]
fn no_two_bent_lines_cross() {
    let ranks: Vec<f64> = (0..19).map(|k| 1.0 + f64::from(k * 7 % 19)).collect();
    let lines = bent_lines(&panel(&ranks, 3.0, &[]));
    assert_eq!(lines.len(), 19);
    // A vertical and a horizontal part cross where each lies within the span of the other.
    let within = |value: f64, a: f64, b: f64| a.min(b) < value && value < a.max(b);
    for upright in &lines {
        for level in &lines {
            let crosses = within(upright[0].0, level[1].0, level[2].0)
                && within(level[1].1, upright[0].1, upright[1].1);
            assert!(!crosses, "{upright:?} crosses {level:?}");
        }
    }
}

#[test]
fn numbers_of_ranks_stand_apart() {
    let m = Measures::new(1600.0);
    for count in [2, 9, 20, 60] {
        let ranks: Vec<f64> = (1..=count).map(f64::from).collect();
        let layout = layout_of(&panel(&ranks, 1.0, &[]));
        let shown: Vec<usize> = (1..=count as usize)
            .filter(|&rank| layout.is_numbered(rank, &m))
            .collect();
        assert!(shown.len() > 1 && shown[0] == 1);
        let widest = font::width(&count.to_string(), m.tick, false);
        for pair in shown.windows(2) {
            let apart = layout.unit * (pair[1] - pair[0]) as f64;
            assert!(apart > widest, "{pair:?} of {count} are {apart} px apart");
        }
    }
}
