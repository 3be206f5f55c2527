//! What Prechelt 1994 published: test errors, classification errors and epochs of Tables 3, 4 and
//! 8–11 (pages 25, 26 and 30–33 of the report), each as mean ± standard deviation over the runs.

use super::network::Network;

/// Mean and standard deviation (n − 1) of a sample.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MeanSd {
    pub mean: f64,
    pub sd: f64,
}

/// The results of one network on one problem.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Published {
    /// Squared error percentage on the test set at the least validation error.
    pub test: MeanSd,
    /// Wrong answers on the test set in per cent; NaN for an approximation problem.
    pub wrong: MeanSd,
    /// Generalisation loss at the end of training, in per cent; "overfit" in the report.
    pub overfit: MeanSd,
    /// Epochs trained.
    pub total: MeanSd,
    /// Epochs to the least validation error.
    pub relevant: MeanSd,
}

/// What was published of a network on a problem.
pub fn published(problem: &str, network: Network) -> Option<Published> {
    let table = match network {
        Network::Linear => LINEAR,
        Network::Pivot => PIVOT,
        Network::NoShortcut => NO_SHORTCUT,
    };
    let cells = |row: &'static str| row.split_whitespace();
    let row = table
        .lines()
        .find(|row| cells(row).next() == Some(problem))?;
    // A dash stands where nothing was published.
    let mut numbers = cells(row)
        .skip(1)
        .map(|cell| cell.parse().unwrap_or(f64::NAN));
    let mut next = || {
        Some(MeanSd {
            mean: numbers.next()?,
            sd: numbers.next()?,
        })
    };
    Some(Published {
        test: next()?,
        wrong: next()?,
        overfit: next()?,
        total: next()?,
        relevant: next()?,
    })
}

// The columns are those of `Published`, each with its standard deviation.

/// Table 3, p. 25 (without mushroom1, a single run) and Table 4, p. 26: 10 runs each.
const LINEAR: &str = "
cancer1     3.52  0.04    2.93  0.18    0.55   0.59    129   13    104   31
cancer2     4.77  0.39    5.00  0.61    5.36  10.21     87   51     79   51
cancer3     4.11  0.03    5.17  0.00    0.35   0.64    115   18     92   29
card1      10.61  0.11   13.37  0.67    4.57   1.05     62    9     26    3
card2      14.91  0.55   19.24  0.43    4.22   1.08     65   10     23    5
card3      12.67  0.17   14.42  0.46    1.52   0.69    102    9     44   12
diabetes1  17.22  0.06   25.83  0.56    0.05   0.07    209   50    203   47
diabetes2  17.69  0.04   24.69  0.61    0.02   0.02    209   32    204   34
diabetes3  16.50  0.05   22.92  0.35    0.12   0.17    214   22    185   46
gene1       9.92  0.01   13.64  0.10    0.03   0.07     47    6     43   10
gene2       9.51  0.00   12.30  0.14    0.02   0.03     46    4     40    6
gene3      10.61  0.01   15.41  0.13    0.03   0.06     42    4     39    6
glass1      9.98  0.10   46.04  2.21    3.81   0.42    129   13     23    5
glass2     10.34  0.15   55.28  1.27    5.74   0.67     34    6     14    2
glass3     11.07  0.15   60.57  3.82    1.76   0.57    135   30     27   11
heart1     14.29  0.05   20.65  0.31    1.14   0.45    134   15     41    5
heart2     13.52  0.06   16.43  0.40    0.13   0.09    184   14    146   48
heart3     16.39  0.18   22.65  0.69    0.14   0.23    142   15    113   53
heartc1    16.12  0.04   19.73  0.56    0.15   0.11    128   10    114   23
heartc2     6.34  0.25    3.20  1.56    3.98   0.56    136   22     25   10
heartc3    12.53  0.44   14.27  1.67    6.23   1.15     26    9     12    3
horse1     12.93  0.38   26.70  1.87    6.22   0.57     27    7      9    2
horse2     17.43  0.45   34.84  1.38    5.54   0.47     42   16     13    3
horse3     15.50  0.45   32.42  2.65    6.34   1.07     26    6      8    3
soybean1    1.16  0.00    9.47  0.51    0.28   0.18    553   11    418   41
soybean2    1.05  0.00    4.24  0.25    0.02   0.02    509   19    504   18
soybean3    1.03  0.00    7.00  0.19    0.03   0.04    533   27    522   28
thyroid1    3.84  0.01    6.56  0.00    0.01   0.03    104   16     99   22
thyroid2    3.71  0.01    6.56  0.00    0.01   0.02     98   16     96   16
thyroid3    4.02  0.00    7.23  0.02    0.02   0.02    114   22    109   21
building1   0.78  0.02       –     –    2.15   4.64    407  138    401  142
building2   0.35  0.00       –     –    0.00   0.01    298   23    297   23
building3   0.38  0.08       –     –    1.99   4.45    229  107    217  102
flare1      0.52  0.01       –     –    2.17   1.61     41    5     12    4
flare2      0.31  0.02       –     –    0.72   0.90     37    3     16   10
flare3      0.35  0.00       –     –    0.57   0.73     35    6     18   12
hearta1     4.47  0.06       –     –    1.68   0.68    118   12     27   10
hearta2     4.19  0.01       –     –    0.06   0.13    112   10    107   15
hearta3     4.54  0.01       –     –    0.05   0.05    116    8    110   10
heartac1    2.69  0.02       –     –    0.01   0.02     98   10     96   11
heartac2    3.87  0.16       –     –    6.99   2.27     19    4     13    4
heartac3    5.43  0.23       –     –    6.06   0.99     29    9     14    3
";

/// Table 8, p. 30 and Table 9, p. 31: 60 runs each.
const PIVOT: &str = "
cancer1     1.60  0.41    1.47  0.60    4.48   4.87    152  111    133   97
cancer2     3.40  0.33    4.52  0.70    5.76   6.70     93   75     81   72
cancer3     2.57  0.24    3.37  0.71    3.37   1.32     66   20     51   16
card1      10.53  0.57   13.64  0.85    3.77   4.47     33    7     25    5
card2      15.47  0.75   19.23  0.80    3.32   1.03     32    8     22    6
card3      13.03  0.50   17.36  1.61    3.52   1.46     37   10     28    9
diabetes1  17.30  1.91   24.57  3.53    2.31   0.67    196   98    118   72
diabetes2  18.20  1.08   25.91  2.50    2.75   2.54    119   42     85   31
diabetes3  16.68  0.67   23.06  1.91    2.34   0.65    307  193    200  132
gene1      10.72  0.31   15.05  0.89    2.67   0.49     46    9     29    6
gene2      11.39  1.28   15.59  1.83    2.12   0.44    321  698    222  595
gene3      12.14  0.95   17.79  1.73    2.06   0.50    435  637    289  508
glass1      9.75  0.41   39.03  8.14    2.76   0.71     67   44     45   39
glass2     10.27  0.40   55.60  2.83    4.27   1.75     29    9     20    7
glass3     10.91  0.48   59.25  7.83    2.68   0.47     66   46     45   41
heart1     14.33  1.26   19.89  2.27    2.83   1.89     65   16     43   12
heart2     14.43  3.29   17.88  1.57    3.27   2.34     57   19     38   13
heart3     16.58  0.39   23.43  1.29    3.35   3.72     51   10     37    9
heartc1    17.18  0.79   21.13  1.49    4.04   2.98     45   12     36   11
heartc2     6.47  2.86    5.07  3.37    4.05   1.89     29   14     21   11
heartc3    14.57  2.82   15.93  2.93    8.22  18.67     24   13     17   11
horse1     13.95  0.60   26.65  2.52    4.66   2.28     28    5     20    4
horse2     18.99  1.21   36.89  2.12    3.87   1.49     31    8     22    8
horse3     17.79  2.45   34.60  2.84    3.48   1.26     30   10     21    7
soybean1    1.03  0.05    9.06  0.80    2.55   1.37    665  259    551  218
soybean2    0.90  0.08    5.84  0.87    2.17   0.16    792  281    675  243
soybean3    1.05  0.09    7.27  1.16    2.16   0.13    759  233    639  205
thyroid1    1.31  0.55    2.32  0.67    3.06   3.16    491  319    432  266
thyroid2    1.02  0.18    1.86  0.41    2.58   1.07    660  460    598  417
thyroid3    1.16  0.16    2.09  0.31    2.39   0.43    598  624    531  564
building1   1.70  1.01       –     –   31.93  44.07    394  602    329  529
building2   0.26  0.02       –     –    0.11   0.70   1183  302   1175  303
building3   0.26  0.01       –     –    0.42   1.09   1540  466   1408  505
flare1      0.74  0.80       –     –    3.13   2.48     71   28     52   21
flare2      0.41  0.47       –     –    3.20   3.73     60   15     42   10
flare3      0.37  0.01       –     –    2.58   0.58     76   28     51   18
hearta1     4.76  1.14       –     –    4.98   7.85     46   16     34   13
hearta2     4.52  1.10       –     –    7.18  24.23     59   21     45   19
hearta3     4.81  0.87       –     –    5.34  14.19     45   13     35   13
heartac1    2.82  0.22       –     –    3.98   2.25     44   23     34   21
heartac2    4.54  0.87       –     –    7.53   5.27     22    9     16    7
heartac3    5.37  0.56       –     –    4.64   2.96     38   10     30   10
";

/// Table 10, p. 32 and Table 11, p. 33: 60 runs each.
const NO_SHORTCUT: &str = "
cancer1     1.32  0.13    1.38  0.49    3.10   2.54    116  123     95  115
cancer2     3.47  0.28    4.77  0.94    3.82   1.90     54   31     44   28
cancer3     2.60  0.22    3.70  0.52    3.33   1.64     54   20     41   17
card1      10.35  0.29   14.05  1.03    3.54   1.25     30    7     22    5
card2      14.94  0.64   18.91  0.86    3.99   1.52     26    7     17    5
card3      13.47  0.51   18.84  1.19    4.81   3.24     29    7     22    6
diabetes1  16.99  0.91   24.10  1.91    2.23   0.53    201  119    117   83
diabetes2  18.43  1.00   26.42  2.26    2.50   0.50    102   46     70   26
diabetes3  16.48  1.16   22.59  2.23    2.32   0.59    251  132    164   85
gene1       8.66  1.28   16.67  3.75    2.46   0.53    124   58    101   53
gene2       9.54  1.91   18.41  6.93    2.29   0.28    321  284    250  255
gene3      10.84  1.93   21.82  7.53    2.33   0.39    262  183    199  163
glass1      9.24  0.32   32.70  5.34    2.69   0.64     71   31     52   27
glass2     10.09  0.28   55.57  3.70    4.00   1.80     30    9     22    8
glass3     10.74  0.52   58.40  7.82    2.97   1.17     60   30     46   26
heart1     14.19  0.64   19.72  0.96    3.16   2.38     57   15     38   12
heart2     13.61  0.89   17.52  1.14    3.56   3.47     51   15     36   12
heart3     16.79  0.77   24.08  1.12    3.91   4.42     46   13     32   10
heartc1    16.99  0.77   20.82  1.47    5.08   2.64     38   10     30    9
heartc2     5.05  1.36    5.13  1.63    4.83   2.34     25   10     18    9
heartc3    13.79  2.62   15.40  3.20    9.73  10.48     17    6     11    5
horse1     13.32  0.48   29.19  2.62    6.09   2.53     19    3     13    3
horse2     17.68  1.41   35.86  2.46    4.28   1.67     25    7     18    6
horse3     15.86  1.17   34.16  2.32    5.51   3.89     20    5     14    5
soybean1    2.10  0.07   29.40  2.50    3.14   1.99    219  112    159   79
soybean2    0.79  0.22    5.14  1.05    5.06   6.49    417  222    362  202
soybean3    1.25  0.15   11.54  2.32    6.12   7.99    450  273    382  228
thyroid1    1.28  0.12    2.38  0.35    3.99   7.14    377  308    341  280
thyroid2    1.02  0.11    1.91  0.24    4.71   6.86    421  269    388  246
thyroid3    1.26  0.14    2.27  0.32    3.91   9.18    324  234    298  223
building1   1.36  0.63       –     –   33.93  49.93    307  544    248  457
building2   0.28  0.20       –     –    0.14   0.78   1074  338   1044  330
building3   0.26  0.01       –     –    0.25   0.58   1380  350   1304  360
flare1      0.54  0.01       –     –    3.02   0.90     48   20     35   16
flare2      0.32  0.01       –     –    2.93   0.99     47   11     32    8
flare3      0.36  0.01       –     –    2.53   0.47     57   21     32   11
hearta1     4.55  0.41       –     –    4.17   7.53     47   18     35   16
hearta2     4.33  0.15       –     –    2.91   0.75     54   22     41   20
hearta3     4.89  0.91       –     –    5.35   9.90     46   17     34   15
heartac1    2.47  0.38       –     –    3.78   1.85     42   22     32   18
heartac2    4.41  0.56       –     –    6.43   4.43     24    7     18    7
heartac3    5.55  0.52       –     –    5.52   4.02     31   12     23   10
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read_to_its_end() {
        for (table, network) in [
            (LINEAR, Network::Linear),
            (PIVOT, Network::Pivot),
            (NO_SHORTCUT, Network::NoShortcut),
        ] {
            let rows: Vec<&str> = table.lines().filter(|row| !row.is_empty()).collect();
            assert_eq!(rows.len(), 42);
            for row in rows {
                assert_eq!(row.split_whitespace().count(), 11, "{row}");
                let problem = row.split_whitespace().next().unwrap();
                let found = published(problem, network).unwrap();
                let Published {
                    test,
                    total,
                    relevant,
                    ..
                } = found;
                assert!(test.mean > 0.0 && test.sd >= 0.0, "{row}");
                // A least validation error is not reached after the end.
                assert!(0.0 < relevant.mean && relevant.mean <= total.mean, "{row}");
                let approximates = ["building", "flare", "hearta"]
                    .iter()
                    .any(|family| problem.starts_with(family));
                assert_eq!(found.wrong.mean.is_nan(), approximates, "{row}");
            }
        }
        assert_eq!(published("mushroom1", Network::Linear), None);
    }

    #[test]
    fn columns_are_those_of_the_report() {
        let cancer = published("cancer1", Network::Pivot).unwrap();
        let of = |mean, sd| MeanSd { mean, sd };
        assert_eq!(cancer.test, of(1.60, 0.41));
        assert_eq!(cancer.wrong, of(1.47, 0.60));
        assert_eq!(cancer.overfit, of(4.48, 4.87));
        assert_eq!(cancer.total, of(152.0, 111.0));
        assert_eq!(cancer.relevant, of(133.0, 97.0));
    }
}
