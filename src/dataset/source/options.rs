//! How a [`Source`] is read from settings: a name, or a table whose keys must fit together. serde's
//! own untagged enumerations could only say that nothing matched.

use super::{CsvFile, Generated, IdxFiles, Proben1File, Source};
use crate::dataset::embedded::{EMBEDDED, embedded};
use crate::dataset::generate::{GENERATORS, generator};
use crate::dataset::{self, csv::Task};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error, MapAccess, Visitor};
use std::borrow::Cow;
use std::fmt;
use std::path::PathBuf;

/// A data set: one of `csv`, `idx_images`, `proben1` and `generate`, and the keys that go with it.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Options {
    /// Path of a CSV file: UTF-8, comma-separated, names of the columns in the first line.
    csv: Option<PathBuf>,
    /// With `csv`: the column to predict (`target` by default).
    target: Option<String>,
    /// With `csv`: whether the target is a class or a number (inferred by default).
    task: Option<Task>,
    /// With `csv`: columns of categories; columns most of whose cells are not numbers need no
    /// mention.
    nominal: Option<Vec<String>>,
    /// With `csv`: columns to leave out.
    ignore: Option<Vec<String>>,
    /// With `csv`: texts that mark a missing value (`["", "?", "NA"]` by default).
    missing: Option<Vec<String>>,
    /// With `csv`: how many first rows are the customary training part.
    train_rows: Option<usize>,
    /// Path of an IDX file of images, plain or gzip-compressed.
    idx_images: Option<PathBuf>,
    /// With `idx_images`: path of their labels.
    idx_labels: Option<PathBuf>,
    /// With `idx_images`: path of the images of the customary test part.
    idx_test_images: Option<PathBuf>,
    /// With `idx_images`: path of the labels of the customary test part.
    idx_test_labels: Option<PathBuf>,
    /// Path of a Proben1 `.dt` file, plain or gzip-compressed.
    proben1: Option<PathBuf>,
    /// Name of a set that is drawn at random.
    generate: Option<String>,
    /// With `generate`: number of examples (the default depends on the set).
    examples: Option<usize>,
    /// With `generate`: standard deviation of the noise (the default depends on the set).
    noise: Option<f64>,
    /// With `generate = "linear-blobs"`: number of classes, 2 to 100 (3 by default).
    classes: Option<usize>,
}

impl Options {
    /// Every key, the origin it goes with (its own name for the origins), and whether it is given.
    fn given(&self) -> [(&'static str, &'static str, bool); 16] {
        let idx_test = (
            self.idx_test_images.is_some(),
            self.idx_test_labels.is_some(),
        );
        [
            ("csv", "csv", self.csv.is_some()),
            ("target", "csv", self.target.is_some()),
            ("task", "csv", self.task.is_some()),
            ("nominal", "csv", self.nominal.is_some()),
            ("ignore", "csv", self.ignore.is_some()),
            ("missing", "csv", self.missing.is_some()),
            ("train_rows", "csv", self.train_rows.is_some()),
            ("idx_images", "idx_images", self.idx_images.is_some()),
            ("idx_labels", "idx_images", self.idx_labels.is_some()),
            ("idx_test_images", "idx_images", idx_test.0),
            ("idx_test_labels", "idx_images", idx_test.1),
            ("proben1", "proben1", self.proben1.is_some()),
            ("generate", "generate", self.generate.is_some()),
            ("examples", "generate", self.examples.is_some()),
            ("noise", "generate", self.noise.is_some()),
            ("classes", "generate", self.classes.is_some()),
        ]
    }

    /// Err when several origins are given, or a key that goes with another origin, or none.
    fn check_keys(&self) -> Result<(), String> {
        let given = || self.given().into_iter().filter(|&(_, _, given)| given);
        let mut origins = given().filter(|(key, with, _)| key == with);
        let Some((origin, _, _)) = origins.next() else {
            return Err(NO_ORIGIN.to_owned());
        };
        if let Some((other, _, _)) = origins.next() {
            return Err(format!(
                "`{origin}` and `{other}` exclude each other: a data set comes from one place"
            ));
        }
        match given().find(|&(_, with, _)| with != origin) {
            Some((key, with, _)) => Err(format!("`{key}` goes with `{with}`, not with `{origin}`")),
            None => Ok(()),
        }
    }

    fn csv_file(self, csv: PathBuf) -> CsvFile {
        let usual = || ["", "?", "NA"].map(str::to_owned).to_vec();
        CsvFile {
            csv,
            target: self.target.unwrap_or_else(|| "target".to_owned()),
            task: self.task.unwrap_or_default(),
            nominal: self.nominal.unwrap_or_default(),
            ignore: self.ignore.unwrap_or_default(),
            missing: self.missing.unwrap_or_else(usual),
            train_rows: self.train_rows,
        }
    }

    fn idx_files(self, idx_images: PathBuf) -> Result<IdxFiles, String> {
        let Some(idx_labels) = self.idx_labels else {
            return Err("`idx_images` needs `idx_labels`, the file of their labels".to_owned());
        };
        if self.idx_test_images.is_some() != self.idx_test_labels.is_some() {
            return Err("`idx_test_images` and `idx_test_labels` go together".to_owned());
        }
        Ok(IdxFiles {
            idx_images,
            idx_labels,
            idx_test_images: self.idx_test_images,
            idx_test_labels: self.idx_test_labels,
        })
    }

    fn generated(self, generate: String) -> Result<Generated, dataset::Error> {
        let set = generator(&generate)?;
        let generated = Generated {
            generate,
            examples: self.examples.unwrap_or(set.examples),
            noise: self.noise.unwrap_or(set.noise),
            classes: self.classes.unwrap_or(set.classes),
        };
        set.check(generated.examples, generated.noise, generated.classes)?;
        Ok(generated)
    }
}

const NO_ORIGIN: &str =
    "a data set is a name, or a table with `csv`, `idx_images`, `proben1` or `generate`";

impl TryFrom<Options> for Source {
    type Error = String;

    fn try_from(mut options: Options) -> Result<Self, String> {
        options.check_keys()?;
        if let Some(csv) = options.csv.take() {
            Ok(Source::Csv(options.csv_file(csv)))
        } else if let Some(images) = options.idx_images.take() {
            Ok(Source::Idx(options.idx_files(images)?))
        } else if let Some(proben1) = options.proben1 {
            Ok(Source::Proben1(Proben1File { proben1 }))
        } else if let Some(name) = options.generate.take() {
            let generated = options.generated(name);
            Ok(Source::Generated(generated.map_err(|e| e.to_string())?))
        } else {
            Err(NO_ORIGIN.to_owned())
        }
    }
}

impl<'de> Deserialize<'de> for Source {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(SourceVisitor)
    }
}

struct SourceVisitor;

impl<'de> Visitor<'de> for SourceVisitor {
    type Value = Source;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(NO_ORIGIN)
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Source, E> {
        embedded(name).map_err(E::custom)?;
        Ok(Source::Named(name.to_owned()))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Source, A::Error> {
        let options = Options::deserialize(MapAccessDeserializer::new(map))?;
        Source::try_from(options).map_err(A::Error::custom)
    }
}

impl JsonSchema for Source {
    fn schema_name() -> Cow<'static, str> {
        "Source".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let names: Vec<&str> = EMBEDDED.iter().map(|set| set.name).collect();
        let sets: Vec<&str> = GENERATORS.iter().map(|set| set.name).collect();
        let mut options = Options::json_schema(generator);
        options.insert("minProperties".to_owned(), 1.into());
        if let Some(generate) = options.pointer_mut("/properties/generate") {
            *generate = json_schema!({
                "description": "Name of a set that is drawn at random.",
                "enum": sets,
            })
            .to_value();
        }
        json_schema!({
            "description": "A data set: the name of an embedded one, or a table that says where it comes from.",
            "anyOf": [{ "type": "string", "enum": names }, options],
        })
    }
}
