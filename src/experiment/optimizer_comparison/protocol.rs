//! The protocol: how the comparison was made, on one page in front of its results; the data sets and
//! the settings that were tried.

use super::results::Results;
use super::tables::LEVEL;
use crate::experiment::supervised::Splitting;
use crate::outcome::{Cell, Table, Text};
use crate::train::{BatchSize, StopReason};

/// The protocol, the data sets, the methods.
pub fn tables(results: &Results, repeats: u64) -> Vec<Table> {
    vec![
        protocol(results, repeats),
        datasets(results),
        methods(results),
    ]
}

fn words(en: impl Into<String>, ru: impl Into<String>) -> Cell {
    Cell::Text(Text::new(en, ru))
}

fn number(value: usize) -> Cell {
    Cell::Number {
        value: value as f64,
        decimals: 0,
    }
}

fn protocol(results: &Results, repeats: u64) -> Table {
    let settings = results.settings;
    let (runs, budget, trials) = (results.runs, settings.budget, settings.trials);
    let mut rows = vec![
        split(results, repeats),
        vec![
            words("inputs and targets", "входы и цели"),
            words(
                "scaled by the training part alone; numbers to predict are brought to mean 0 and \
                 deviation 1, and back for the test",
                "масштабируются только по обучающей части; числовые цели приводятся к среднему 0 и \
                 отклонению 1, для теста — обратно",
            ),
        ],
        vec![
            words("what all methods share", "общее для всех методов"),
            words(
                "in every run the parts, the initial weights and the order of the mini-batches",
                "в каждом запуске — части данных, начальные веса и порядок мини-пакетов",
            ),
        ],
        vec![
            words("network and loss", "сеть и ошибка"),
            words(
                "one network a data set (table below); softmax with cross-entropy in nats for \
                 classes, linear outputs with the mean squared error for numbers",
                "одна сеть на набор данных (таблица ниже); softmax и перекрёстная энтропия в натах для \
                 классов, линейные выходы и средний квадрат ошибки для чисел",
            ),
        ],
        vec![
            words("budget", "бюджет"),
            words(
                format!(
                    "{budget} gradient-equivalents: 1 for a gradient over all training examples, 1/3 \
                     for a loss, (1 + 2M)/3 for a Gauss–Newton matrix with M outputs, B/N for a \
                     mini-batch of B of N; a step that has begun is finished; linear algebra between \
                     evaluations is not counted, it shows in the seconds"
                ),
                format!(
                    "{budget} вычислений градиента: 1 — градиент по всем обучающим примерам, 1/3 — \
                     ошибка, (1 + 2M)/3 — матрица Гаусса — Ньютона при M выходах, B/N — мини-пакет из B \
                     примеров из N; начатый шаг завершается; линейная алгебра между вычислениями не \
                     считается, она видна в секундах"
                ),
            ),
        ],
        vec![
            words("weights that are judged", "оцениваемые веса"),
            words(
                "those of the least validation loss, looked at after every epoch (every step of a \
                 full batch)",
                "веса с наименьшей ошибкой на валидации, проверяемой после каждой эпохи (каждого шага \
                 по полному пакету)",
            ),
        ],
        vec![
            words("settings", "настройки"),
            match trials {
                0 => words("defaults alone", "только по умолчанию"),
                _ => words(
                    format!(
                        "defaults; tuned: in every run the best on validation of the defaults and \
                         {trials} trials, as many for every method (external tuning, Dahl et al. 2023)"
                    ),
                    format!(
                        "по умолчанию; с подбором: в каждом запуске лучшие на валидации из значений по \
                         умолчанию и {trials} проб, одинаково для всех методов (внешний подбор, Dahl et \
                         al. 2023)"
                    ),
                ),
            },
        ],
    ];
    rows.extend(judgement(results, runs));
    Table {
        name: "protocol".into(),
        caption: Text::new("Protocol", "Протокол"),
        header: vec![Text::new("what", "что"), Text::new("how", "как")],
        rows,
    }
}

fn split(results: &Results, repeats: u64) -> Vec<Cell> {
    let settings = results.settings;
    let (runs, validation) = (results.runs, settings.validation_fraction);
    let most = settings.most_examples;
    let (most_en, most_ru) = most.map_or_else(Default::default, |most| {
        (
            format!("; of larger sets {most} examples are drawn"),
            format!("; из больших наборов берётся {most} примеров"),
        )
    });
    let how = match settings.split {
        Splitting::Stratified => {
            let test = settings.test_fraction;
            words(
                format!(
                    "{runs} runs, each with another random split in which every class has its share: \
                     {test} for the test, {validation} for validation, the rest for training{most_en}"
                ),
                format!(
                    "запусков: {runs}, в каждом новое случайное разбиение с долей каждого класса: \
                     {test} на тест, {validation} на валидацию, остальное на обучение{most_ru}"
                ),
            )
        }
        Splitting::Customary => words(
            format!(
                "{runs} runs on the published split, {validation} of the training part for validation"
            ),
            format!(
                "запусков: {runs} на опубликованном разбиении, {validation} обучающей части на \
                 валидацию"
            ),
        ),
        Splitting::Folds(folds) => words(
            format!(
                "{repeats} × {folds}-fold cross-validation, every class dealt evenly; {validation} of \
                 all for validation{most_en}"
            ),
            format!(
                "перекрёстная проверка: {repeats} × {folds} частей с долей каждого класса; \
                 {validation} всех примеров на валидацию{most_ru}"
            ),
        ),
    };
    vec![words("split", "разбиение"), how]
}

/// How the results are judged.
fn judgement(results: &Results, runs: usize) -> Vec<Vec<Cell>> {
    let targets: Vec<String> = results
        .settings
        .targets
        .iter()
        .map(f64::to_string)
        .collect();
    let (targets, per_cent) = (targets.join(", "), 100.0 * LEVEL);
    let problems = results.datasets.len() * runs;
    let mut rows = vec![
        vec![
            words("targets", "цели"),
            words(
                format!(
                    "f ≤ f_L + τ (f₀ − f_L), τ = {targets}, with f₀ the loss of the initial weights and \
                     f_L the least loss that any method reached in that run (Moré & Wild 2009); a miss \
                     counts as infinite, nothing is dropped"
                ),
                format!(
                    "f ≤ f_L + τ (f₀ − f_L), τ = {targets}; f₀ — ошибка при начальных весах, f_L — \
                     наименьшая ошибка, достигнутая каким-либо методом в этом запуске (Moré & Wild \
                     2009); промах считается бесконечным, ничего не отбрасывается"
                ),
            ),
        ],
        vec![
            words("intervals", "интервалы"),
            words(
                format!("{per_cent} %: Student's for means, the bootstrap's for medians"),
                format!("{per_cent} %: Стьюдента для средних, бутстреп для медиан"),
            ),
        ],
        vec![
            words("profiles", "профили"),
            words(
                format!(
                    "over all {problems} problems (data set × run): share solved within a factor of the \
                     fastest (Dolan & Moré 2002) and within so much work (Moré & Wild 2009); score: the \
                     mean share for factors from 1 to 4 (Dahl et al. 2023)"
                ),
                format!(
                    "по всем задачам (набор × запуск, {problems}): доля решённых не дольше, чем во \
                     столько-то раз дольше быстрейшего (Dolan & Moré 2002), и за столько-то вычислений \
                     (Moré & Wild 2009); балл — средняя доля при отношениях от 1 до 4 (Dahl et al. \
                     2023)"
                ),
            ),
        ],
    ];
    if results.entrants.len() > 1 && results.datasets.len() > 1 {
        rows.push(vec![
            words("ranks", "ранги"),
            words(
                "on every data set by the mean test loss (or median training loss) over its runs; \
                 Friedman's test with Iman and Davenport's correction, then Nemenyi's at 0.05 (Demšar \
                 2006)",
                "на каждом наборе по средней ошибке на тесте (или медиане ошибки обучения) за все \
                 запуски; критерий Фридмана с поправкой Имана — Давенпорта, затем Неменьи при 0.05 \
                 (Demšar 2006)",
            ),
        ]);
    }
    if results.entrants.len() > 1 && runs > 1 {
        rows.push(vec![
            words("wins and losses", "победы и поражения"),
            words(
                "on every data set by the corrected resampled t-test on the test loss (Nadeau & Bengio \
                 2003) at 0.05, with Holm's correction over all pairs (Holm 1979)",
                "на каждом наборе по исправленному t-критерию для повторных разбиений (Nadeau & Bengio \
                 2003) для ошибки на тесте при 0.05, с поправкой Холма по всем парам (Holm 1979)",
            ),
        ]);
    }
    rows
}

fn datasets(results: &Results) -> Table {
    let rows = results.datasets.iter().enumerate().map(|(d, name)| {
        let sizes = results.sizes(d);
        let hidden = results.settings.hidden(&results.settings.datasets[d]);
        let layers: Vec<String> = std::iter::once(sizes.features)
            .chain(hidden.iter().copied())
            .chain([sizes.outputs])
            .map(|units| units.to_string())
            .collect();
        let task = match sizes.classes {
            0 => words("numbers", "числа"),
            classes => words(format!("{classes} classes"), format!("классов: {classes}")),
        };
        vec![
            Cell::Text(Text::same(name)),
            task,
            number(sizes.train),
            number(sizes.validation),
            number(sizes.test),
            number(sizes.missing),
            Cell::Text(Text::same(layers.join("–"))),
            number(sizes.weights),
        ]
    });
    Table {
        name: "datasets".into(),
        caption: Text::new(
            "Data sets and networks (examples and features of the first run)",
            "Наборы данных и сети (примеры и признаки первого запуска)",
        ),
        header: vec![
            Text::new("data set", "набор данных"),
            Text::new("to predict", "предсказывается"),
            Text::new("training", "обучение"),
            Text::new("validation", "валидация"),
            Text::new("test", "тест"),
            Text::new("values missing", "пропущено значений"),
            Text::new("network", "сеть"),
            Text::new("weights", "весов"),
        ],
        rows: rows.collect(),
    }
}

fn methods(results: &Results) -> Table {
    let settings = results.settings;
    let rows = results.entrants.iter().map(|entrant| {
        let batch = match entrant.batch(settings.batch) {
            BatchSize::Full => words("full", "полный"),
            BatchSize::Stochastic => words("1", "1"),
            BatchSize::Mini(rows) => words(rows.to_string(), rows.to_string()),
        };
        let tuned = match settings.trials {
            0 => words("–", "–"),
            _ => {
                let ranges = entrant.ranges();
                let ranges: Vec<String> = ranges
                    .iter()
                    .map(|range| format!("{} {range}", range.key))
                    .collect();
                Cell::Text(Text::same(ranges.join(", ")))
            }
        };
        vec![
            Cell::Text(entrant.text()),
            batch,
            Cell::Text(Text::same(entrant.settings())),
            tuned,
        ]
    });
    Table {
        name: "methods".into(),
        caption: Text::new("Methods", "Методы"),
        header: vec![
            Text::new("method", "метод"),
            Text::new("batch", "пакет"),
            Text::new("defaults", "по умолчанию"),
            Text::new("tuned over", "подбор по"),
        ],
        rows: rows.collect(),
    }
}

/// What diverged or could not go on with its defaults, and how weight maps are coloured.
pub fn notes(results: &Results) -> Vec<Text> {
    let mut notes = Vec::new();
    for (m, entrant) in results.entrants.iter().enumerate() {
        let name = entrant.text();
        for &variant in results.variants() {
            let all = (0..results.datasets.len()).flat_map(|d| results.learnt(d, m, variant));
            let diverged = all
                .filter(|learnt| matches!(learnt.stop, StopReason::Diverged { .. }))
                .count();
            if diverged > 0 {
                let (of, variant) = (results.datasets.len() * results.runs, variant.text());
                notes.push(Text::new(
                    format!(
                        "{} ({}) diverged in {diverged} of {of} runs.",
                        name.en, variant.en
                    ),
                    format!(
                        "{} ({}): расходимость в {diverged} из {of} запусков.",
                        name.ru, variant.ru
                    ),
                ));
            }
        }
    }
    notes
}
