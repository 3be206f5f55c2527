//! The words of the report's own in both languages.

use crate::outcome::Language;
use std::collections::BTreeMap;

/// Words by key.
pub type Words = BTreeMap<&'static str, &'static str>;

/// Key, English, Russian.
const WORDS: &[(&str, &str, &str)] = &[
    ("contents", "Contents", "Содержание"),
    ("claims", "Published numbers", "Опубликованные числа"),
    (
        "no_claims",
        "No experiment states a published number.",
        "В экспериментах нет опубликованных чисел для сравнения.",
    ),
    ("experiment", "Experiment", "Эксперимент"),
    ("experiments", "Experiments", "Эксперименты"),
    ("metric", "Quantity", "Величина"),
    ("metrics", "All numbers", "Все числа"),
    ("value", "Value", "Значение"),
    ("unit", "Unit", "Единица"),
    ("published", "Published", "В статье"),
    ("measured", "Ours", "У нас"),
    ("deviation", "Deviation", "Отклонение"),
    ("tolerance", "Tolerance", "Допуск"),
    ("verdict", "Verdict", "Вывод"),
    ("source", "Source", "Источник"),
    (
        "unchecked",
        "value not read in the paper itself",
        "значение взято не из самой статьи",
    ),
    ("reproduced", "reproduced", "воспроизведено"),
    ("not_reproduced", "not reproduced", "не воспроизведено"),
    (
        "differs_as_expected",
        "differs as expected",
        "отличается, как и ожидалось",
    ),
    (
        "agrees_unexpectedly",
        "agrees although a difference was expected",
        "совпало, хотя ожидалось отличие",
    ),
    (
        "no_such_metric",
        "no number of that name",
        "нет величины с таким именем",
    ),
    ("not_run", "not run", "не запускался"),
    ("status", "Status", "Состояние"),
    ("ok", "done", "выполнен"),
    ("failed", "failed", "не выполнен"),
    ("interrupted", "interrupted", "прерван"),
    ("ended-early", "ended early", "закончился раньше срока"),
    ("title", "Title", "Название"),
    ("settings", "Settings", "Настройки"),
    (
        "run_alone",
        "Run this experiment alone",
        "Запустить только этот эксперимент",
    ),
    ("command", "Made with", "Получено командой"),
    (
        "timings",
        "Seconds (on this machine; not compared)",
        "Секунды (на этой машине; не сравниваются)",
    ),
    ("seconds", "Seconds", "Секунды"),
    ("in_all", "In all", "Всего"),
    ("data", "data", "данные"),
    ("files", "Data files", "Файлы данных"),
    ("up", "Back to contents", "К содержанию"),
    (
        "made_by",
        "Drawn by Galvani",
        "Нарисовано программой Galvani",
    ),
];

/// All words in one language.
pub fn words(language: Language) -> Words {
    let of = |&(key, english, russian): &(&'static str, &'static str, &'static str)| match language
    {
        Language::En => (key, english),
        Language::Ru => (key, russian),
    };
    WORDS.iter().map(of).collect()
}
