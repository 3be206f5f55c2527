//! Numbers a + b₁ε₁ + b₂ε₂ + c ε₁ε₂ with ε₁² = ε₂² = 0 (Fike & Alonso 2011, AIAA 2011-886): a function
//! of them carries its value, two directional derivatives and the second derivative along both, all
//! exact up to rounding. With them the network and its losses are written a second time, from their
//! definitions.

use crate::perceptron::{Activation, Loss, Perceptron};
use std::ops::{Add, Div, Mul, Neg, Sub};

/// a + b₁ε₁ + b₂ε₂ + c ε₁ε₂.
#[derive(Clone, Copy)]
pub struct HyperDual {
    pub value: f64,
    pub first: [f64; 2],
    pub both: f64,
}

impl HyperDual {
    fn constant(value: f64) -> Self {
        HyperDual {
            value,
            first: [0.0; 2],
            both: 0.0,
        }
    }

    /// f(self), given f, f′ and f″ there.
    fn chain(self, f: f64, df: f64, ddf: f64) -> Self {
        HyperDual {
            value: f,
            first: self.first.map(|b| df * b),
            both: df * self.both + ddf * self.first[0] * self.first[1],
        }
    }

    fn exp(self) -> Self {
        let e = self.value.exp();
        self.chain(e, e, e)
    }

    fn ln(self) -> Self {
        let x = self.value;
        self.chain(x.ln(), 1.0 / x, -1.0 / (x * x))
    }

    fn abs(self) -> Self {
        if self.value < 0.0 { -self } else { self }
    }
}

impl From<f64> for HyperDual {
    fn from(value: f64) -> Self {
        HyperDual::constant(value)
    }
}

impl Add for HyperDual {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        HyperDual {
            value: self.value + other.value,
            first: [0, 1].map(|k| self.first[k] + other.first[k]),
            both: self.both + other.both,
        }
    }
}

impl Neg for HyperDual {
    type Output = Self;
    fn neg(self) -> Self {
        self.chain(-self.value, -1.0, 0.0)
    }
}

impl Sub for HyperDual {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        self + -other
    }
}

impl Mul for HyperDual {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        let (a, b) = (self, other);
        let crossed = a.first[0] * b.first[1] + a.first[1] * b.first[0];
        HyperDual {
            value: a.value * b.value,
            first: [0, 1].map(|k| a.value * b.first[k] + a.first[k] * b.value),
            both: a.value * b.both + a.both * b.value + crossed,
        }
    }
}

impl Div for HyperDual {
    type Output = Self;
    fn div(self, other: Self) -> Self {
        let x = other.value;
        self * other.chain(1.0 / x, -1.0 / (x * x), 2.0 / (x * x * x))
    }
}

fn sum(terms: impl Iterator<Item = HyperDual>) -> HyperDual {
    terms.fold(0.0.into(), |sum, term| sum + term)
}

fn softmax(s: &[HyperDual]) -> Vec<HyperDual> {
    let total = sum(s.iter().map(|s| s.exp()));
    s.iter().map(|s| s.exp() / total).collect()
}

fn logistic(s: HyperDual) -> HyperDual {
    let one = HyperDual::constant(1.0);
    one / (one + (-s).exp())
}

fn tanh(s: HyperDual) -> HyperDual {
    let doubled = (s + s).exp();
    (doubled - 1.0.into()) / (doubled + 1.0.into())
}

fn activate(activation: Activation, s: &[HyperDual]) -> Vec<HyperDual> {
    let zero = HyperDual::constant(0.0);
    let each = |f: &dyn Fn(HyperDual) -> HyperDual| s.iter().map(|&s| f(s)).collect();
    match activation {
        Activation::Linear => s.to_vec(),
        Activation::Logistic | Activation::Stochastic => each(&logistic),
        Activation::SymmetricLogistic => each(&|s| logistic(s) - 0.5.into()),
        Activation::Tanh => each(&tanh),
        Activation::LecunTanh => {
            each(&|s| HyperDual::from(1.7159) * tanh(s * HyperDual::from(2.0) / 3.0.into()))
        }
        Activation::Softsign => each(&|s| s / (s.abs() + 1.0.into())),
        Activation::Relu => each(&|s| if s.value > 0.0 { s } else { zero }),
        Activation::Threshold => each(&|s| f64::from(s.value >= 0.0).into()),
        Activation::Softmax => softmax(s),
    }
}

/// All weighted sums of one example, hidden and output, and the outputs z.
pub fn outputs(
    network: &Perceptron,
    w: &[HyperDual],
    x: &[f64],
) -> (Vec<HyperDual>, Vec<HyperDual>) {
    let mut entering: Vec<HyperDual> = x.iter().map(|&x| x.into()).collect();
    let (mut sums, mut rest) = (Vec::new(), w);
    let mut outputs = Vec::new();
    for layer in network.layers() {
        let (here, behind) = rest.split_at((entering.len() + 1) * layer.units);
        rest = behind;
        let weighted = |unit: usize| {
            let bias = here[entering.len() * layer.units + unit];
            let terms = entering.iter().enumerate();
            bias + sum(terms.map(|(i, &x)| x * here[i * layer.units + unit]))
        };
        let s: Vec<HyperDual> = (0..layer.units).map(weighted).collect();
        outputs = activate(layer.activation, &s);
        sums.extend_from_slice(&s);
        entering = if network.has_shortcuts() {
            [&outputs[..], &entering[..]].concat()
        } else {
            outputs.clone()
        };
    }
    assert!(rest.is_empty(), "{} weights are left over", rest.len());
    (sums, outputs)
}

/// E_s of one example with outputs z.
pub fn loss(loss: Loss, z: &[HyperDual], t: &[f64]) -> HyperDual {
    let one = HyperDual::constant(1.0);
    let pairs = |p: &[HyperDual], f: &dyn Fn(HyperDual, HyperDual) -> HyperDual| {
        sum(p.iter().zip(t).map(|(&p, &t)| f(p, t.into())))
    };
    match loss {
        Loss::SquaredError => pairs(z, &|z, t| (z - t) * (z - t) / 2.0.into()),
        Loss::MeanSquaredError => {
            pairs(z, &|z, t| (z - t) * (z - t)) / HyperDual::from(z.len() as f64)
        }
        Loss::HyperbolicError => pairs(z, &|z, t| {
            let inside = |d: HyperDual| (one + d) * (one + d).ln() + (one - d) * (one - d).ln();
            let (d, end) = ((t - z).abs(), HyperDual::from(0.999_999_9));
            if d.value > end.value {
                inside(end) + HyperDual::from(17.0) * (d - end)
            } else {
                inside(d)
            }
        }),
        Loss::SoftmaxCrossEntropy => -pairs(&softmax(z), &|p, t| t * p.ln()),
        Loss::KullbackLeibler => pairs(&softmax(z), &|p, t| t * (t / p).ln()),
        Loss::LogisticCrossEntropy => {
            let p: Vec<HyperDual> = z.iter().map(|&z| logistic(z)).collect();
            -pairs(&p, &|p, t| t * p.ln() + (one - t) * (one - p).ln())
        }
    }
}
