//! One part of a suite of several, for clusters: every n-th experiment from the i-th on.

use super::Error;

/// Part `index` of `count`, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    pub index: usize,
    pub count: usize,
}

impl Shard {
    /// Reads `2/8`, `auto` or `auto/8`. `auto` takes its numbers from the environment of a job
    /// array: Slurm's `SLURM_ARRAY_TASK_ID` with `_COUNT` (and `_MIN`, where ids do not start at
    /// 0), or Kubernetes' `JOB_COMPLETION_INDEX`, which counts from 0 and needs the count in
    /// `auto/8`.
    ///
    /// # Errors
    /// A sentence that says what was found and what is expected.
    pub fn parse(text: &str, environment: impl Fn(&str) -> Option<String>) -> Result<Self, Error> {
        let (index, count) = match text.split_once('/') {
            Some((index, count)) => (index, Some(number(count, "the count after `/`")?)),
            None => (text, None),
        };
        let shard = match (index, count) {
            ("auto", count) => automatic(count, environment)?,
            (index, Some(count)) => Shard {
                index: number(index, "the index before `/`")?,
                count,
            },
            (_, None) => {
                return Err(Error::Shard(format!(
                    "`--shard {text}`: write i/n (like 2/8), auto or auto/n"
                )));
            }
        };
        if shard.count == 0 || shard.index == 0 || shard.index > shard.count {
            return Err(Error::Shard(format!(
                "`--shard`: part {} of {} does not exist; parts are counted from 1 to n",
                shard.index, shard.count
            )));
        }
        Ok(shard)
    }

    /// Whether the experiment at this place of the plan belongs to the part.
    pub fn takes(self, place: usize) -> bool {
        place % self.count == self.index - 1
    }
}

fn automatic(
    count: Option<usize>,
    environment: impl Fn(&str) -> Option<String>,
) -> Result<Shard, Error> {
    let read = |name: &str| {
        environment(name)
            .map(|value| number(&value, name))
            .transpose()
    };
    if let Some(id) = read("SLURM_ARRAY_TASK_ID")? {
        let first = read("SLURM_ARRAY_TASK_MIN")?.unwrap_or(0);
        let count = match read("SLURM_ARRAY_TASK_COUNT")?.or(count) {
            Some(count) => count,
            None => return Err(Error::Shard("`--shard auto`: SLURM_ARRAY_TASK_ID is set but SLURM_ARRAY_TASK_COUNT is not; write auto/n".into())),
        };
        let index = id.checked_sub(first).ok_or_else(|| {
            Error::Shard(format!(
                "SLURM_ARRAY_TASK_ID ({id}) is below SLURM_ARRAY_TASK_MIN ({first})"
            ))
        })?;
        return Ok(Shard {
            index: index + 1,
            count,
        });
    }
    match (read("JOB_COMPLETION_INDEX")?, count) {
        (Some(index), Some(count)) => Ok(Shard { index: index + 1, count }),
        (Some(_), None) => Err(Error::Shard("`--shard auto`: JOB_COMPLETION_INDEX does not say how many parts there are; write auto/n".into())),
        (None, _) => Err(Error::Shard("`--shard auto`: neither SLURM_ARRAY_TASK_ID nor JOB_COMPLETION_INDEX is set; write i/n".into())),
    }
}

fn number(text: &str, what: &str) -> Result<usize, Error> {
    text.trim()
        .parse()
        .map_err(|_| Error::Shard(format!("`--shard`: {what} is `{text}`, not a whole number")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shard(text: &str, variables: &[(&str, &str)]) -> Result<(usize, usize), String> {
        let look = |name: &str| {
            variables
                .iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| value.to_string())
        };
        Shard::parse(text, look)
            .map(|shard| (shard.index, shard.count))
            .map_err(|error| error.to_string())
    }

    #[test]
    fn parts_are_read_from_flag_and_job_arrays() {
        assert_eq!(shard("2/8", &[]), Ok((2, 8)));
        let slurm = [
            ("SLURM_ARRAY_TASK_ID", "4"),
            ("SLURM_ARRAY_TASK_MIN", "1"),
            ("SLURM_ARRAY_TASK_COUNT", "4"),
        ];
        assert_eq!(shard("auto", &slurm), Ok((4, 4)));
        assert_eq!(
            shard(
                "auto",
                &[
                    ("SLURM_ARRAY_TASK_ID", "0"),
                    ("SLURM_ARRAY_TASK_COUNT", "3")
                ]
            ),
            Ok((1, 3))
        );
        assert_eq!(
            shard("auto/5", &[("JOB_COMPLETION_INDEX", "4")]),
            Ok((5, 5))
        );
    }

    #[test]
    fn parts_that_do_not_exist_are_refused_by_name() {
        for (text, words) in [
            ("3/2", "part 3 of 2"),
            ("0/2", "part 0 of 2"),
            ("x/2", "`x`"),
            ("2", "write i/n"),
            ("auto", "neither"),
        ] {
            assert!(shard(text, &[]).unwrap_err().contains(words), "{text}");
        }
        assert!(
            shard("auto", &[("JOB_COMPLETION_INDEX", "1")])
                .unwrap_err()
                .contains("auto/n")
        );
    }

    #[test]
    fn the_parts_make_the_whole_once() {
        let times_taken = |count: usize, place: usize| {
            (1..=count)
                .filter(|&index| Shard { index, count }.takes(place))
                .count()
        };
        for count in [1, 2, 5] {
            assert!(
                (0..17).all(|place| times_taken(count, place) == 1),
                "{count} parts"
            );
        }
    }
}
