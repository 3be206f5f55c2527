//! The quality report, laid out as scikit-learn's `classification_report`, and the measures over the
//! repeats.

use super::measures::MEASURES;
use super::results::Results;
use crate::math::statistics::{mean, standard_deviation};
use crate::outcome::{Cell, Table, Text};
use crate::train::metrics::Average;

/// Every table of the outcome.
pub fn all(results: &Results) -> Vec<Table> {
    vec![report(results), measures(results)]
}

fn number(value: f64, decimals: usize) -> Cell {
    Cell::Number { value, decimals }
}

fn blank() -> Cell {
    Cell::Text(Text::default())
}

fn report(results: &Results) -> Table {
    let first = results.first();
    let confusion = &first.confusion;
    // A network that has diverged has no answers.
    let known = |value: f64| if first.is_known() { value } else { f64::NAN };
    let line = |words: Text, [precision, recall, f1]: [f64; 3], support: u64| {
        vec![
            Cell::Text(words),
            number(known(precision), 3),
            number(known(recall), 3),
            number(known(f1), 3),
            number(support as f64, 0),
        ]
    };
    let all = confusion.examples();
    let average = |words: Text, of: Average| line(words, [of.precision, of.recall, of.f1], all);
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for (class, name) in results.classes().iter().enumerate() {
        let measures = [
            confusion.precision(class),
            confusion.recall(class),
            confusion.f1(class),
        ];
        rows.push(line(Text::same(name), measures, confusion.support(class)));
    }
    rows.push(vec![
        Cell::Text(Text::new("accuracy", "доля верных ответов")),
        blank(),
        blank(),
        number(known(confusion.accuracy()), 3),
        number(all as f64, 0),
    ]);
    let macro_average = Text::new("macro average", "среднее по классам");
    rows.push(average(macro_average, confusion.macro_average()));
    let weighted = Text::new("weighted average", "взвешенное среднее");
    rows.push(average(weighted, confusion.weighted_average()));
    Table {
        name: "report".into(),
        caption: caption(results),
        header: vec![
            Text::new("class", "класс"),
            Text::new("precision", "точность"),
            Text::new("recall", "полнота"),
            Text::same("F₁"),
            Text::new("support", "примеров"),
        ],
        rows,
    }
}

fn caption(results: &Results) -> Text {
    let folds = results.folds();
    let part = match folds {
        1 => Text::new("on the test part", "на тестовой части"),
        _ => Text::new(
            format!("on all examples, each tested in one of {folds} folds"),
            format!("на всех примерах, каждый проверен в одном из {folds} блоков"),
        ),
    };
    let repeat = match results.repeats() {
        1 => Text::default(),
        _ => Text::new(" in the first repeat", " в первом повторе"),
    };
    Text::new(
        format!("Quality of classification {}{}", part.en, repeat.en),
        format!("Качество классификации {}{}", part.ru, repeat.ru),
    )
}

fn measures(results: &Results) -> Table {
    let repeats = results.repeats();
    let mut header = vec![Text::new("measure", "метрика")];
    header.extend(match repeats {
        1 => vec![Text::new("value", "значение")],
        _ => vec![
            Text::new("mean", "среднее"),
            Text::new("standard deviation", "стандартное отклонение"),
            Text::new("least", "наименьшее"),
            Text::new("greatest", "наибольшее"),
        ],
    });
    let rows = MEASURES.iter().map(|measure| {
        let sample = results.sample(|judged| measure.of(judged));
        let extreme = |choose: fn(f64, f64) -> f64| match sample.iter().any(|x| x.is_nan()) {
            true => f64::NAN,
            false => sample.iter().copied().reduce(choose).unwrap_or(f64::NAN),
        };
        let mut row = vec![Cell::Text(measure.text()), number(mean(&sample), 4)];
        if repeats > 1 {
            row.extend([
                number(standard_deviation(&sample), 4),
                number(extreme(f64::min), 4),
                number(extreme(f64::max), 4),
            ]);
        }
        row
    });
    Table {
        name: "measures".into(),
        caption: match repeats {
            1 => Text::new("All measures", "Все метрики"),
            _ => Text::new(
                format!("All measures over {repeats} repeats"),
                format!("Все метрики по повторам, всего {repeats}"),
            ),
        },
        rows: rows.collect(),
        header,
    }
}
