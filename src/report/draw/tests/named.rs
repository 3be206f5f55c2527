//! Marks with names: matrices, Hinton diagrams and critical differences, small and large.

use super::gallery::*;
use super::*;
use crate::report::draw::scene::{Cells, WHITE};

fn panel(mark: Mark) -> Panel {
    let axis = |words: &str| Axis::linear(Text::same(words));
    Panel::new(
        axis("предсказанный класс"),
        axis("на самом деле"),
        vec![mark],
    )
}

fn alone(mark: Mark) -> Figure {
    Figure::single("named", Text::same("Title"), panel(mark))
}

/// `count` methods, each in one group with the next two.
fn ranking(count: usize, distance: f64) -> Mark {
    let group = |k: usize| (k..count.min(k + 3)).collect();
    Mark::CriticalDifference {
        names: names(count),
        keys: (0..count).map(|k| format!("method-{k}")).collect(),
        ranks: (0..count).map(|k| 1.3 + 0.9 * k as f64).collect(),
        distance,
        groups: (0..count).map(group).collect(),
    }
}

#[test]
fn names_and_words_stay_inside_and_apart_in_every_size() {
    let letters: Vec<Text> = ('A'..='Z').map(Text::same).collect();
    let letters = Mark::Matrix {
        label: both("examples", "примеры"),
        rows: letters.clone(),
        columns: letters,
        z: (0..676).map(f64::from).collect(),
        texts: (0..676).map(|k| k.to_string()).collect(),
        colours: Colours::Blues,
        limits: None,
    };
    let marks = [
        letters,
        matrix(2, 2),
        matrix(17, 17),
        matrix(20, 5),
        hinton(1, 4),
        hinton(12, 2),
        ranking(2, 4.0),
        ranking(5, 1.0),
        ranking(20, 4.2),
        ranking(20, f64::NAN),
    ];
    for mark in marks {
        for width in [400.0, 1600.0] {
            let scene = layout::scene(&alone(mark.clone()), Language::Ru, width);
            assert_words_inside(&scene);
            assert_words_apart(&scene);
        }
    }
}

#[test]
fn rankings_that_are_asked_to_stand_side_by_side_get_the_room_they_need() {
    let panels = vec![panel(ranking(14, 4.0)), panel(ranking(4, 2.0))];
    let figure = Figure::grid("two", Text::same("Title"), 2, panels);
    let scene = layout::scene(&figure, Language::Ru, 1600.0);
    assert_words_inside(&scene);
    assert_words_apart(&scene);
}

fn cells(scene: &Scene) -> &Cells {
    let cells = scene.shapes.iter().find_map(|shape| match shape {
        Shape::Cells(cells) => Some(cells),
        _ => None,
    });
    cells.expect("cells")
}

#[test]
fn a_matrix_has_its_first_row_on_top_and_words_in_the_middle_of_their_cells() {
    let sides = ["a", "b"].map(Text::same).to_vec();
    let mark = Mark::Matrix {
        label: Text::default(),
        rows: sides.clone(),
        columns: sides,
        z: vec![1.0, 0.0, f64::NAN, 0.5],
        texts: ["one", "zero", "", "half"].map(String::from).to_vec(),
        colours: Colours::Grey,
        limits: Some((0.0, 1.0)),
    };
    let scene = layout::scene(&alone(mark), Language::En, 1600.0);
    let (one, zero) = (Colour::hex(0xFFFFFF), Colour::hex(0x000000));
    let found = cells(&scene);
    assert_eq!((found.colours[0], found.colours[1]), (one, zero));
    assert_eq!(found.colours[3], Colour::hex(0x808080));
    let empty = found.colours[2];
    assert!(empty != one && empty != zero, "an empty cell is no number");

    let middle = |text: &str| {
        let words = scene.all_words().find(|words| words.text == text);
        let words = words.expect("words of a cell");
        (
            words.at.0,
            words.at.1 - font::CAPITAL / 2.0 * words.size,
            words.colour,
        )
    };
    let place = found.place;
    let at = |column: f64, row: f64| {
        (
            place.left + column * place.width(),
            place.top + row * place.height(),
        )
    };
    for (text, (x, y), colour) in [
        ("one", at(0.25, 0.25), zero),
        ("zero", at(0.75, 0.25), WHITE),
        ("half", at(0.75, 0.75), zero),
    ] {
        let found = middle(text);
        assert!(
            (found.0 - x).abs() < 1e-9 && (found.1 - y).abs() < 1e-9,
            "{text}"
        );
        assert_eq!(found.2, colour, "{text}");
    }
}

#[test]
fn coloured_words_have_their_colour_in_both_formats() {
    let mark = Mark::Matrix {
        label: Text::default(),
        rows: vec![Text::default()],
        columns: vec![Text::default()],
        z: vec![0.0],
        texts: vec!["█".into()],
        colours: Colours::Grey,
        limits: Some((0.0, 1.0)),
    };
    let figure = alone(mark);
    let scene = layout::scene(&figure, Language::En, 1600.0);
    let place = cells(&scene).place;
    let (x, y) = (
        ((place.left + place.right) / 2.0) as usize,
        ((place.top + place.bottom) / 2.0) as usize,
    );
    let (width, _, pixels) = decoded(&render(&figure, Language::En, Format::Png, 1600).unwrap());
    let at = 3 * (y * width as usize + x);
    assert_eq!(pixels[at..at + 3], [255, 255, 255], "white on a black cell");
    let svg = render(&figure, Language::En, Format::Svg, 1600).unwrap();
    let svg = String::from_utf8(svg).unwrap();
    let words = svg.split("<text").find(|text| text.contains('█')).unwrap();
    assert!(words.contains("fill=\"#FFFFFF\""), "{words}");
}

#[test]
fn long_names_of_columns_are_turned_and_letters_are_not() {
    let turned = |mark: Mark, name: &str| {
        let scene = layout::scene(&alone(mark), Language::Ru, 1600.0);
        let words = scene.all_words().filter(|words| words.text == name);
        words.filter(|words| words.turned).count()
    };
    assert_eq!(turned(matrix(17, 17), "BFGS"), 1);
    assert_eq!(turned(matrix(3, 4), "BFGS"), 0);
}
