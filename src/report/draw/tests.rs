//! Whole figures: every mark is painted, words stay on the canvas and apart, and PNG and SVG say
//! the same.

mod gallery;
mod named;

use super::scene::{FRAME, Rect, Shape, Words};
use super::*;
use crate::outcome::Text;
use crate::outcome::figure::*;
use gallery::*;

fn assert_words_inside(scene: &Scene) {
    for words in scene.all_words() {
        let place = words.bounds();
        assert!(
            place.left >= 0.0
                && place.top >= 0.0
                && place.right <= scene.width
                && place.bottom <= scene.height,
            "`{}` lies at {place:?} of {} × {}",
            words.text,
            scene.width,
            scene.height
        );
    }
}

fn assert_words_apart(scene: &Scene) {
    let words: Vec<&Words> = scene.all_words().collect();
    let overlap = |a: Rect, b: Rect| {
        let wide = a.right.min(b.right) - a.left.max(b.left);
        let high = a.bottom.min(b.bottom) - a.top.max(b.top);
        // Bounds hold accents and descenders that few words have.
        wide > 1.0 && high > 5.0
    };
    for (k, a) in words.iter().enumerate() {
        for b in &words[k + 1..] {
            assert!(
                !overlap(a.bounds(), b.bounds()),
                "`{}` and `{}`",
                a.text,
                b.text
            );
        }
    }
}

#[test]
fn every_mark_is_drawn_in_both_languages_and_any_number_of_columns() {
    for (columns, language) in [(1, Language::En), (2, Language::Ru), (4, Language::Ru)] {
        let figure = gallery(columns);
        let png = render(&figure, language, Format::Png, 800).unwrap();
        let (width, height, _) = decoded(&png);
        let scene = layout::scene(&figure, language, 800.0);
        assert_eq!(
            (f64::from(width), f64::from(height)),
            (scene.width, scene.height)
        );
        assert!(render(&figure, language, Format::Svg, 800).is_ok());
    }
}

#[test]
fn no_words_leave_the_canvas() {
    for columns in 1..=4 {
        for width in [400.0, 1600.0] {
            let scene = layout::scene(&gallery(columns), Language::Ru, width);
            assert!(scene.all_words().count() > 40);
            assert_words_inside(&scene);
        }
    }
}

#[test]
fn no_words_lie_on_one_another() {
    let scene = layout::scene(&gallery(2), Language::Ru, 1600.0);
    assert_words_apart(&scene);
}

#[test]
fn the_legend_lies_outside_every_plot() {
    for count in [3, 12] {
        let label = |k: usize| both("m", &format!("метод обучения номер {k}"));
        let marks = (0..count).map(|k| line(label(k), &format!("group-{k}"), |x| x));
        let scene = layout::scene(
            &simple(marks.collect(), Axis::default()),
            Language::Ru,
            1600.0,
        );
        let curve = scene.shapes.iter().filter_map(|shape| match shape {
            Shape::Strokes { lines, .. } if lines[0].len() == 200 => Some(&lines[0]),
            _ => None,
        });
        let curve: Vec<Point> = curve.flatten().copied().collect();
        let right = curve.iter().map(|p| p.0).fold(0.0, f64::max);
        let bottom = curve.iter().map(|p| p.1).fold(0.0, f64::max);
        let legend = scene.all_words().filter(|w| w.text.starts_with("метод"));
        for words in legend {
            let place = words.bounds();
            assert!(place.left > right || place.top > bottom, "{}", words.text);
        }
    }
}

/// The plot of the first panel, as the lines of its frame bound it.
fn plot_of(scene: &Scene) -> Rect {
    let frame = scene.shapes.iter().find_map(|shape| match shape {
        Shape::Strokes { lines, colour, .. } if *colour == FRAME && lines[0].len() > 2 => {
            Some(&lines[0])
        }
        _ => None,
    });
    let frame = frame.expect("a frame");
    let (mut left, mut top) = (f64::INFINITY, f64::INFINITY);
    let (mut right, mut bottom) = (0.0_f64, 0.0_f64);
    for &(x, y) in frame {
        (left, right) = (left.min(x), right.max(x));
        (top, bottom) = (top.min(y), bottom.max(y));
    }
    Rect {
        left,
        top,
        right,
        bottom,
    }
}

/// The colour at the middle of the picture of one horizontal line.
fn middle_colour(marks: Vec<Mark>) -> [u8; 3] {
    let figure = simple(marks, Axis::linear(Text::default()).from_to(-1.0, 1.0));
    let scene = layout::scene(&figure, Language::En, 1600.0);
    let plot = plot_of(&scene);
    let x = (0.52 * plot.left + 0.48 * plot.right) as usize;
    let y = ((plot.top + plot.bottom) / 2.0) as usize;
    let (width, _, pixels) = decoded(&render(&figure, Language::En, Format::Png, 1600).unwrap());
    let at = 3 * (y * width as usize + x);
    [pixels[at], pixels[at + 1], pixels[at + 2]]
}

#[test]
fn marks_have_the_colours_of_their_keys() {
    let style = || Style::of("rprop").width(6.0);
    let at = |at| Mark::Horizontal {
        label: Text::default(),
        style: style(),
        at,
    };
    assert_eq!(middle_colour(vec![at(0.0)]), [0xD5, 0x5E, 0x00]);
    let band = Mark::Band {
        label: Text::default(),
        style: style(),
        x: vec![0.0, 1.0],
        low: vec![-0.5, -0.5],
        high: vec![0.5, 0.5],
    };
    let [red, green, blue] = middle_colour(vec![band]);
    assert!(red > green && green > blue && blue > 150, "a pale orange");
    let heat = Mark::HeatMap {
        label: Text::default(),
        columns: 1,
        x: (0.0, 1.0),
        y: (-1.0, 1.0),
        z: vec![0.5],
        colours: Colours::Grey,
        limits: Some((0.0, 1.0)),
    };
    assert_eq!(middle_colour(vec![heat]), [128, 128, 128]);
}

#[test]
fn a_logarithmic_axis_draws_no_floor_under_what_it_cannot_show() {
    // Falls from 1 through the axis' minimum 0.01 at x = 100, then to zero.
    let falling = line(Text::default(), "rprop", |x| {
        if x < 150.0 {
            10_f64.powf(-x / 50.0)
        } else {
            0.0
        }
    });
    let figure = simple(vec![falling], Axis::log(Text::default()).from_to(0.01, 1.0));
    let scene = layout::scene(&figure, Language::En, 1600.0);
    let colour = Colour::hex(0xD55E00);
    let curve: Vec<&Vec<Point>> = scene
        .shapes
        .iter()
        .filter_map(|shape| match shape {
            Shape::Strokes {
                lines, colour: c, ..
            } if *c == colour => Some(lines),
            _ => None,
        })
        .flatten()
        .collect();
    assert_eq!(curve.len(), 1);
    let (first, last) = (curve[0][0], curve[0][curve[0].len() - 1]);
    let floor = curve[0].iter().filter(|p| (p.1 - last.1).abs() < 0.01);
    let (left, right) = floor.fold((f64::INFINITY, 0.0_f64), |(left, right), p| {
        (left.min(p.0), right.max(p.0))
    });
    assert!(right - left < 0.1, "the line ends where it meets the floor");
    // x runs from 0 to 200: half of the plot's width, from corner to corner.
    let plot = plot_of(&scene);
    assert!((last.0 - (plot.left + plot.right) / 2.0).abs() < 0.5);
    assert!((first.1 - plot.top).abs() < 0.01 && (last.1 - plot.bottom).abs() < 0.01);
}

#[test]
fn svg_is_well_formed_and_keeps_words_as_words() {
    let bytes = render(&gallery(2), Language::Ru, Format::Svg, 1600).unwrap();
    let svg = String::from_utf8(bytes).unwrap();
    assert!(svg.starts_with("<svg width=\"1600\" height="));
    assert!(svg.contains("сопряжённые"));
    let mut open = Vec::new();
    for tag in svg.split('<').skip(1) {
        let (tag, _) = tag.split_once('>').expect("every tag ends");
        assert_eq!(tag.matches('"').count() % 2, 0, "{tag}");
        let name = tag.split_whitespace().next().unwrap();
        match name.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop(), Some(name)),
            None if tag.ends_with('/') => {}
            None => open.push(name),
        }
    }
    assert!(open.is_empty());
}

#[test]
fn cells_are_pictures_in_an_svg_and_keep_it_small() {
    let picture = |unit: u32| Picture {
        caption: Text::default(),
        values: (0..784)
            .map(|k| (f64::from(k * (unit + 3)) * 0.01).sin())
            .collect(),
    };
    let images = Mark::Images {
        label: Text::default(),
        width: 28,
        height: 28,
        per_row: 23,
        pictures: (0..150).map(picture).collect(),
        colours: Colours::Diverging,
        shared_scale: false,
    };
    let figure = simple(vec![images], Axis::default());
    let bytes = render(&figure, Language::En, Format::Svg, 1600).unwrap();
    assert!(bytes.len() < 1_000_000, "{} bytes", bytes.len());
    let svg = String::from_utf8(bytes).unwrap();
    assert_eq!(svg.matches("<image ").count(), 150);
    let (_, data) = svg.split_once("data:image/png;base64,").unwrap();
    let (data, _) = data.split_once('"').unwrap();
    let (width, height, _) = decoded(&STANDARD.decode(data).unwrap());
    assert_eq!((width, height), (28, 28));
}

#[test]
fn the_same_figure_gives_the_same_bytes() {
    let draw = |format| render(&gallery(3), Language::En, format, 800).unwrap();
    assert_eq!(draw(Format::Png), draw(Format::Png));
    assert_eq!(draw(Format::Svg), draw(Format::Svg));
}

#[test]
fn a_stored_figure_reads_back_as_it_was() {
    let figure = gallery(2);
    let stored = serde_json::to_string(&figure).unwrap();
    let back: Figure = serde_json::from_str(&stored).unwrap();
    assert_eq!(serde_json::to_string(&back).unwrap(), stored);
}

#[test]
fn figures_without_panels_marks_or_numbers_are_drawn() {
    let empty = Figure::grid("empty", Text::default(), 3, vec![]);
    let no_marks = simple(vec![], Axis::default());
    let nothing = simple(
        vec![line(Text::same("NaN"), "v", |_| f64::NAN)],
        Axis::log(Text::default()),
    );
    let reversed = simple(curve_marks(), Axis::default().from_to(2.0, -2.0));
    let senseless = simple(curve_marks(), Axis::log(Text::default()).from_to(-1.0, 1.0));
    for figure in [empty, no_marks, nothing, reversed, senseless] {
        assert!(render(&figure, Language::En, Format::Png, 400).is_ok());
    }
}

#[test]
fn a_width_that_makes_no_picture_is_refused_with_the_range() {
    let error = render(&gallery(1), Language::En, Format::Png, 12).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the picture's width is 12 px; it must be from 400 to 8000 px"
    );
}
