//! How a source is written in TOML, and what is said of one that is wrong.

use crate::dataset::{EMBEDDED, Source};
use serde::{Deserialize, Serialize};

#[derive(Debug, Serialize, Deserialize)]
struct Settings {
    data: Source,
}

fn parse(value: &str) -> Result<Source, toml::de::Error> {
    toml::from_str::<Settings>(&format!("data = {value}")).map(|settings| settings.data)
}

fn said(value: &str) -> String {
    parse(value).expect_err("it is wrong").message().to_owned()
}

/// As resolved settings are written, they are read: with every default filled in.
#[test]
fn what_is_written_is_read_again() {
    for value in [
        "'iris'",
        "{ csv = 'my.csv' }",
        "{ csv = 'my.csv', target = 't', task = 'regression', nominal = ['a'], ignore = ['id'], \
         missing = ['-'], train_rows = 7 }",
        "{ idx_images = 'i', idx_labels = 'l' }",
        "{ idx_images = 'i', idx_labels = 'l', idx_test_images = 'ti', idx_test_labels = 'tl' }",
        "{ proben1 = 'cancer1.dt' }",
        "{ generate = 'two-spirals' }",
        "{ generate = 'linear-blobs', classes = 5, noise = 0.01, examples = 50 }",
    ] {
        let data = parse(value).unwrap_or_else(|error| panic!("{value}: {error}"));
        let settings = Settings { data };
        let written = toml::to_string(&settings).expect("it is TOML");
        let read: Settings = toml::from_str(&written).expect("what was written is valid");
        assert_eq!(read.data, settings.data, "{written}");
    }
}

#[test]
fn defaults_are_filled_in() {
    let csv = parse("{ csv = 'my.csv' }").expect("valid");
    let written = toml::to_string(&Settings { data: csv }).expect("TOML");
    assert_eq!(
        written,
        "[data]\ncsv = \"my.csv\"\ntarget = \"target\"\ntask = \"inferred\"\nnominal = []\n\
         ignore = []\nmissing = [\"\", \"?\", \"NA\"]\n"
    );
    let spirals = parse("{ generate = 'two-spirals', noise = 0.5 }").expect("valid");
    let written = toml::to_string(&Settings { data: spirals }).expect("TOML");
    assert_eq!(
        written,
        "[data]\ngenerate = \"two-spirals\"\nexamples = 194\nnoise = 0.5\nclasses = 2\n"
    );
}

#[test]
fn wrong_sources_are_corrected() {
    let start = "no data set is called `mist-subset` (did you mean `mnist-subset`?); the embedded";
    assert!(said("'mist-subset'").starts_with(start));
    assert_eq!(
        said("{ generate = 'moon' }"),
        "nothing generates `moon` (did you mean `moons`?); the generated sets are `arch-and-blob`, \
         `linear-blobs`, `moons`, `two-spirals`, `xor-blobs`"
    );
    assert_eq!(
        said("{}"),
        "a data set is a name, or a table with `csv`, `idx_images`, `proben1` or `generate`"
    );
    assert_eq!(
        said("{ csv = 'a', proben1 = 'b' }"),
        "`csv` and `proben1` exclude each other: a data set comes from one place"
    );
    assert_eq!(
        said("{ csv = 'a', noise = 0.1 }"),
        "`noise` goes with `generate`, not with `csv`"
    );
    assert_eq!(
        said("{ idx_images = 'a' }"),
        "`idx_images` needs `idx_labels`, the file of their labels"
    );
    assert_eq!(
        said("{ idx_images = 'a', idx_labels = 'b', idx_test_images = 'c' }"),
        "`idx_test_images` and `idx_test_labels` go together"
    );
    assert_eq!(
        said("{ generate = 'moons', noise = -1 }"),
        "`noise` is -1, but must be finite and at least 0"
    );
    assert!(
        said("{ csv = 'a', tagret = 'b' }")
            .starts_with("unknown field `tagret`, expected one of `csv`, `target`")
    );
    assert!(said("7").starts_with("invalid type: integer `7`, expected a data set is"));
}

#[test]
fn a_wrong_source_has_its_place_in_the_file() {
    let text = "seed = 1\ndata = { csv = 'a', noise = 0.1 }\n";
    let error = toml::from_str::<Settings>(text).expect_err("wrong");
    let span = error.span().expect("a place");
    assert!(text[span].contains("noise = 0.1"));
}

#[test]
fn the_schema_offers_every_embedded_set() {
    let schema = schemars::schema_for!(Source).to_value();
    let names = schema["anyOf"][0]["enum"].as_array().expect("names");
    assert_eq!(names.len(), EMBEDDED.len());
    let options = &schema["anyOf"][1];
    assert_eq!(options["additionalProperties"], false);
    assert_eq!(
        options["properties"]["generate"]["enum"][0],
        "arch-and-blob"
    );
    assert!(options["properties"]["noise"]["description"].is_string());
}
