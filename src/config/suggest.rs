//! "Did you mean": the allowed word nearest to what was written, and sentences made from serde's
//! messages.

/// The candidate nearest to `word`, if any is near: at most a third of its letters differ, or
/// one is the beginning of the other.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    candidates
        .into_iter()
        .map(|candidate| {
            let distance = strsim::damerau_levenshtein(&word, &candidate.to_lowercase());
            (distance, candidate)
        })
        .filter(|(distance, candidate)| {
            let length = word.chars().count().max(candidate.chars().count());
            let begins =
                word.len() >= 3 && (candidate.starts_with(&word) || word.starts_with(candidate));
            distance * 3 <= length || begins
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// The sentence for a word that is not among the allowed ones.
pub fn help<'a>(word: &str, allowed: impl IntoIterator<Item = &'a str>) -> String {
    let allowed: Vec<&str> = allowed.into_iter().collect();
    let list = allowed
        .iter()
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(", ");
    match nearest(word, allowed.iter().copied()) {
        Some(near) => format!("did you mean `{near}`? Allowed: {list}"),
        None if allowed.is_empty() => "nothing is allowed here".to_string(),
        None => format!("allowed: {list}"),
    }
}

/// A serde message about an unknown key or value, taken apart.
#[derive(Debug, PartialEq, Eq)]
pub struct Unknown {
    /// True for a key, false for a value of a choice.
    pub is_key: bool,
    pub found: String,
    pub allowed: Vec<String>,
}

/// Takes apart serde's "unknown field `a`, expected one of `b`, `c`" and "unknown variant …".
/// The wording is fixed in serde's public `Error::unknown_field` and `Error::unknown_variant`.
pub fn unknown(message: &str) -> Option<Unknown> {
    let (is_key, rest) = match message.strip_prefix("unknown field ") {
        Some(rest) => (true, rest),
        None => (false, message.strip_prefix("unknown variant ")?),
    };
    let mut quoted = rest.split('`').skip(1).step_by(2).map(str::to_string);
    Some(Unknown {
        is_key,
        found: quoted.next()?,
        allowed: quoted.collect(),
    })
}

/// The key at the beginning of a message like "`noise` is −1, must be …".
pub fn first_key(message: &str) -> Option<&str> {
    let (key, _) = message.strip_prefix('`')?.split_once('`')?;
    Some(key)
}

/// What follows on the key at the beginning of a message.
pub fn after_first_key(message: &str) -> &str {
    let key = message
        .strip_prefix('`')
        .and_then(|rest| rest.split_once('`'));
    key.map_or(message, |(_, rest)| rest)
}

/// Serde's sentence in the words of someone who writes TOML: "expected f64" is "expected a number".
pub fn plain(message: &str) -> String {
    if let Some(key) = message.strip_prefix("missing field ") {
        return format!("the key {key} is missing");
    }
    let Some((found, expected)) = message.rsplit_once(", expected ") else {
        return message.to_string();
    };
    let expected = match expected {
        "f64" | "f32" => "a number",
        "u8" | "u16" | "u32" | "u64" | "usize" => "a whole number ≥ 0",
        "i8" | "i16" | "i32" | "i64" | "isize" => "a whole number",
        "a boolean" => "true or false",
        "a sequence" => "a list",
        "a map" => "a table",
        other if other.starts_with("struct ") => "a table",
        other => other,
    };
    let found =
        found
            .replacen("invalid type: ", "found ", 1)
            .replacen("invalid value: ", "found ", 1);
    let found = found
        .replacen("floating point", "number", 1)
        .replacen("sequence", "a list", 1)
        .replacen("map", "a table", 1);
    format!("{found}, expected {expected}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_words_are_suggested_and_far_ones_are_not() {
        let kinds = ["membrane", "pulse-propagation", "linear-collapse"];
        assert_eq!(nearest("membrana", kinds), Some("membrane"));
        assert_eq!(nearest("pulse", kinds), Some("pulse-propagation"));
        assert_eq!(nearest("Linear-Colapse", kinds), Some("linear-collapse"));
        assert_eq!(nearest("kohonen", kinds), None);
    }

    #[test]
    fn types_are_named_as_toml_names_them() {
        let message = |text: &str| {
            plain(
                toml::from_str::<std::collections::BTreeMap<String, u32>>(text)
                    .unwrap_err()
                    .message(),
            )
        };
        assert_eq!(
            message("a = 'five'"),
            "found string \"five\", expected a whole number ≥ 0"
        );
        assert_eq!(
            message("a = [1]"),
            "found a list, expected a whole number ≥ 0"
        );
        assert_eq!(
            message("a = 0.5"),
            "found number `0.5`, expected a whole number ≥ 0"
        );
        assert_eq!(
            plain("missing field `source`"),
            "the key `source` is missing"
        );
    }

    #[test]
    fn serde_s_own_messages_come_apart() {
        #[derive(Debug, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Two {
            #[serde(rename = "first")]
            _first: Option<Choice>,
            #[serde(rename = "second")]
            _second: Option<i64>,
        }
        #[derive(Debug, serde::Deserialize)]
        #[serde(rename_all = "lowercase")]
        enum Choice {
            Red,
        }
        let message = |text: &str| {
            toml::from_str::<Two>(text)
                .unwrap_err()
                .message()
                .to_string()
        };
        assert_eq!(
            unknown(&message("frist = 'red'")),
            Some(Unknown {
                is_key: true,
                found: "frist".into(),
                allowed: vec!["first".into(), "second".into()]
            })
        );
        assert_eq!(
            unknown(&message("first = 'rde'")),
            Some(Unknown {
                is_key: false,
                found: "rde".into(),
                allowed: vec!["red".into()]
            })
        );
        assert_eq!(unknown(&message("second = 'red'")), None);
        assert_eq!(
            toml::from_str::<Two>("first = 'red'")
                .unwrap()
                ._first
                .map(|c| format!("{c:?}")),
            Some("Red".into())
        );
    }
}
