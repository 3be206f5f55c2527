//! Passes of each learning, and the categories with their pictures.

use super::course::Course;
use crate::experiment::adaptive_resonance::number;
use crate::experiment::bitmaps::Named;
use crate::outcome::{Cell, Table, Text};

/// Both tables.
pub fn all(named: &[Named], courses: &[Course]) -> Vec<Table> {
    vec![passes(courses), categories(named, courses)]
}

fn count(value: usize) -> Cell {
    Cell::Number {
        value: value as f64,
        decimals: 0,
    }
}

fn passes(courses: &[Course]) -> Table {
    let rows = courses.iter().flat_map(|course| {
        let passes = course.learning.passes.iter().enumerate();
        passes.map(|(index, pass)| {
            vec![
                Cell::Text(number(course.rho)),
                count(index + 1),
                count(pass.new_categories),
                count(pass.changes - pass.new_categories),
                count(pass.resets),
            ]
        })
    });
    Table {
        name: "passes".into(),
        caption: Text::new(
            "What each pass did; the last one changes nothing",
            "Что произошло за каждый проход; последний ничего не меняет",
        ),
        header: vec![
            Text::new("vigilance ρ", "бдительность ρ"),
            Text::new("pass", "проход"),
            Text::new("new categories", "новых категорий"),
            Text::new("templates shrunk", "сжатий прототипов"),
            Text::new("resets", "сбросов"),
        ],
        rows: rows.collect(),
    }
}

fn categories(named: &[Named], courses: &[Course]) -> Table {
    let rows = courses.iter().flat_map(|course| {
        course.templates.iter().enumerate().map(|(node, template)| {
            let names = course
                .members_of(node)
                .map(|picture| named[picture].name.as_str());
            let names = names.collect::<Vec<&str>>().join(" ");
            vec![
                Cell::Text(number(course.rho)),
                count(node + 1),
                count(template.iter().filter(|on| **on).count()),
                Cell::Text(Text::same(if names.is_empty() { "–" } else { &names })),
            ]
        })
    });
    Table {
        name: "categories".into(),
        caption: Text::new(
            "The categories after the last pass",
            "Категории после последнего прохода",
        ),
        header: vec![
            Text::new("vigilance ρ", "бдительность ρ"),
            Text::new("category", "категория"),
            Text::new("pixels of the template", "пикселей в прототипе"),
            Text::new("pictures", "изображения"),
        ],
        rows: rows.collect(),
    }
}
