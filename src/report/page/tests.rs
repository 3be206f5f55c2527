//! The page loads nothing from elsewhere, its links lead somewhere, and no words break out of
//! their place.

use super::*;
use crate::outcome::Cell;

fn page(language: Language) -> Page {
    let claim = ClaimRow {
        experiment: "axon/velocity".into(),
        metric: "conduction_velocity_m_s".into(),
        unit: "m/s".into(),
        published: 18.8,
        measured: Some(18.75),
        tolerance: "±2 %".into(),
        verdict: Verdict::Reproduced,
        source: "Hodgkin & Huxley 1952, p. 528".into(),
        checked: false,
        reason: "<b>none</b>".into(),
    };
    let table = Table {
        name: "t".into(),
        caption: Text::new("Velocity", "Скорость"),
        header: vec![Text::same("T, °C"), Text::same("v, m/s")],
        rows: vec![vec![
            Cell::Text(Text::same("<18.5>")),
            Cell::Spread {
                low: 18.7,
                middle: 18.75,
                high: 18.8,
                decimals: 2,
            },
        ]],
    };
    let figure = FigureFiles {
        title: Text::new("Travelling \"wave\"", "Бегущая «волна»"),
        png: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x06\x40\0\0\x03\x84".to_vec(),
        csv: Some("axon/velocity/wave.csv".into()),
        svg: None,
    };
    let done = Section {
        name: "axon/velocity".into(),
        kind: "axon".into(),
        title: Text::new("Conduction velocity", "Скорость проведения"),
        notes: vec![Text::new("One note.", "Одно замечание.")],
        figures: vec![figure],
        tables: vec![table],
        claims: vec![claim],
        metrics: vec![Metric {
            name: "conduction_velocity_m_s".into(),
            value: 18.75,
            unit: "m/s".into(),
            tolerance: None,
        }],
        files: vec![("wave".into(), "axon/velocity/wave_all.csv".into())],
        settings_toml: "dt_ms = 0.01\n".into(),
        run_alone: "galvani experiments/all.toml --only axon/velocity".into(),
        ..Section::default()
    };
    let failed = Section {
        name: "train/a b".into(),
        status: Status::Failed("diverged at iteration 17".into()),
        ..Section::default()
    };
    Page {
        language,
        title: Text::new("Galvani: results", "Galvani: результаты"),
        command: "galvani experiments/all.toml".into(),
        facts: vec![(Text::new("Seed", "Начальное число"), "1952".into())],
        sections: vec![done, failed],
    }
}

fn attributes<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    let start = format!(" {name}=\"");
    html.split(start.as_str())
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect()
}

#[test]
fn nothing_is_loaded_from_elsewhere_and_every_anchor_is_there() {
    for language in [Language::En, Language::Ru] {
        let html = page(language).html().unwrap();
        assert!(!html.contains("http://") && !html.contains("https://"));
        assert!(
            attributes(&html, "src")
                .iter()
                .all(|src| src.starts_with("data:image/png;base64,"))
        );
        let ids = attributes(&html, "id");
        let anchors: Vec<&str> = attributes(&html, "href")
            .into_iter()
            .filter_map(|href| href.strip_prefix('#'))
            .collect();
        assert!(anchors.len() >= 5);
        for anchor in anchors {
            assert_eq!(
                ids.iter().filter(|id| **id == anchor).count(),
                1,
                "{anchor}"
            );
        }
    }
}

#[test]
fn words_are_escaped_and_pictures_have_their_size() {
    let html = page(Language::En).html().unwrap();
    assert!(html.contains("&lt;b&gt;none&lt;") && !html.contains("<b>none"));
    assert!(html.contains("&lt;18.5&gt;"));
    assert!(html.contains("alt=\"Travelling &quot;wave&quot;\""));
    assert!(html.contains("width=\"1600\" height=\"900\""));
}

#[test]
fn published_numbers_unread_values_and_failures_are_visible_in_both_languages() {
    let english = page(Language::En).html().unwrap();
    // Once in the list of all claims, once in the experiment's own.
    assert_eq!(english.matches("class=\"unchecked\"").count(), 2);
    assert!(english.contains("value not read in the paper itself"));
    assert!(english.contains("diverged at iteration 17"));
    let russian = page(Language::Ru).html().unwrap();
    for words in [
        "Скорость проведения",
        "воспроизведено",
        "Одно замечание.",
        "не выполнен",
    ] {
        assert!(russian.contains(words), "{words}");
    }
    assert!(russian.contains("<html lang=\"ru\">"));
}

#[test]
fn long_names_of_claims_may_be_broken_after_underscores() {
    let html = page(Language::En).html().unwrap();
    assert!(html.contains("<code>conduction_<wbr>velocity_<wbr>m_<wbr>s</code>"));
    let mut unfriendly = page(Language::En);
    unfriendly.sections[0].claims[0].metric = "a_<b>".into();
    let html = unfriendly.html().unwrap();
    assert!(html.contains("<code>a_<wbr>&lt;b&gt;</code>"));
}

#[test]
fn the_summary_lists_every_experiment() {
    let text = page(Language::Ru).summary_markdown();
    assert!(text.starts_with("# Galvani: результаты\n\n- Начальное число: 1952\n"));
    assert!(
        text.contains("| axon/velocity | Скорость проведения | выполнен | воспроизведено: 1 |")
    );
    assert!(
        text.contains("не выполнен: diverged at iteration 17"),
        "{text}"
    );
}

#[test]
fn a_run_that_ended_early_says_why_and_keeps_its_results() {
    let mut page = page(Language::En);
    page.sections[0].status = Status::EndedEarly("diverged at t = 3.2 ms".into());
    let text = page.summary_markdown();
    assert!(
        text.contains("| ended early: diverged at t = 3.2 ms | reproduced: 1 |"),
        "{text}"
    );
    let html = page.html().unwrap();
    assert!(html.contains(r#"<span class="ended-early">ended early</span>"#));
    assert!(html.contains("diverged at t = 3.2 ms"));
}

#[test]
fn an_empty_page_is_a_page() {
    let html = Page::default().html().unwrap();
    assert!(html.contains("No experiment states a published number."));
}
