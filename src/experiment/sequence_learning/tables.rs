//! Success in numbers.

use super::results::{Group, Results};
use crate::math::statistics::quartiles;
use crate::outcome::{Cell, Table, Text};

/// One line a network and lag.
pub fn success(results: &Results<'_>) -> Table {
    let number = |value, decimals| Cell::Number { value, decimals };
    let row = |group: &Group<'_>| {
        let [low, middle, high] = quartiles(&group.sequences());
        let solved = group.runs.iter().filter(|run| run.solved_after.is_finite());
        let runs = group.runs.len();
        vec![
            Cell::Text(results.title(group)),
            number(group.runs[0].weights as f64, 0),
            Cell::Text(Text::new(
                format!("{} of {runs}", solved.clone().count()),
                format!("{} из {runs}", solved.count()),
            )),
            Cell::Spread {
                low,
                middle,
                high,
                decimals: 0,
            },
            number(group.mean_of_solved(), 0),
            number(group.last(|run| &run.right), 3),
            number(group.last(|run| &run.errors), 4),
        ]
    };
    let share = 100.0 * results.settings.required_share;
    let error = results.settings.task.error_label();
    Table {
        name: "success".into(),
        caption: Text::new(
            format!(
                "Sequences until {share}\u{a0}% of the test sequences are answered right: median with quartiles, a run that failed counts as infinite; mean of the runs that succeeded; and how it stands at the end (medians)"
            ),
            format!(
                "Последовательностей до верных ответов на {}\u{a0}% тестовых: медиана с\u{a0}квартилями (неудачный запуск считается бесконечным), среднее по удачным запускам и состояние в\u{a0}конце (медианы)",
                share.to_string().replace('.', ",")
            ),
        ),
        header: vec![
            Text::new("network", "сеть"),
            Text::new("weights", "весов"),
            Text::new("solved", "решили"),
            Text::new("sequences", "последовательностей"),
            Text::new("mean of solved", "среднее удачных"),
            Text::new("right at the end", "верно в конце"),
            error,
        ],
        rows: results.groups.iter().map(row).collect(),
    }
}
