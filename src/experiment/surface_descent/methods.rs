//! The methods that run where none are named: all, with learning rates that suit the surface.
//!
//! On the quadratic the theory gives them (eigenvalues 1 and κ):
//! * gradient descent η = 2/(1 + κ) (Polyak 1987, Introduction to Optimization, §1.4)
//! * momentum η = 4/(1 + √κ)², μ = ((√κ − 1)/(√κ + 1))² (Polyak 1964)
//! * Nesterov η = 1/κ, μ = (√κ − 1)/(√κ + 1) (Nesterov 2004, Introductory Lectures, §2.2)
//!
//! and conjugate gradients search their lines exactly. On the other surfaces the rates are below the
//! limit of stability 2/λ by the largest curvature λ on the way.

use crate::optimize::adagrad::AdaGrad;
use crate::optimize::adam::Adam;
use crate::optimize::conjugate_gradients::ConjugateGradients;
use crate::optimize::gradient_descent::GradientDescent;
use crate::optimize::momentum::Momentum;
use crate::optimize::nesterov::Nesterov;
use crate::optimize::quickprop::Quickprop;
use crate::optimize::rprop::Rprop;
use crate::optimize::surface::Surface;
use crate::optimize::{METHODS, Method};

/// Learning rates, and momenta where they depend on the surface.
struct Rates {
    descent: f64,
    momentum: (f64, f64),
    nesterov: (f64, f64),
    /// The size of the first steps of AdaGrad and Adam.
    adagrad: f64,
    adam: f64,
}

fn rates(surface: Surface) -> Rates {
    match surface {
        Surface::Quadratic { condition, .. } => {
            let root = condition.sqrt();
            let shrink = (root - 1.0) / (root + 1.0);
            Rates {
                descent: 2.0 / (1.0 + condition),
                momentum: (4.0 / ((1.0 + root) * (1.0 + root)), shrink * shrink),
                nesterov: (1.0 / condition, shrink),
                adagrad: 0.5,
                adam: 0.1,
            }
        }
        Surface::Rosenbrock => Rates {
            descent: 0.002,
            momentum: (0.001, 0.9),
            nesterov: (0.001, 0.9),
            adagrad: 0.5,
            adam: 0.05,
        },
        Surface::Beale => Rates {
            descent: 0.02,
            momentum: (0.01, 0.9),
            nesterov: (0.01, 0.9),
            adagrad: 0.5,
            adam: 0.1,
        },
        Surface::Himmelblau => Rates {
            descent: 0.01,
            momentum: (0.005, 0.9),
            nesterov: (0.005, 0.9),
            adagrad: 0.5,
            adam: 0.1,
        },
        Surface::Rastrigin => Rates {
            descent: 0.002,
            momentum: (0.01, 0.9),
            nesterov: (0.002, 0.9),
            adagrad: 0.1,
            adam: 0.2,
        },
    }
}

/// Every method of the registry, in its order.
pub fn suited_to(surface: Surface) -> Vec<Method> {
    METHODS
        .iter()
        .map(|entry| suited(surface, (entry.default)()))
        .collect()
}

fn suited(surface: Surface, method: Method) -> Method {
    let rates = rates(surface);
    match method {
        Method::GradientDescent(default) => Method::GradientDescent(GradientDescent {
            learning_rate: rates.descent,
            ..default
        }),
        Method::Momentum(default) => Method::Momentum(Momentum {
            learning_rate: rates.momentum.0,
            momentum: rates.momentum.1,
            ..default
        }),
        Method::Nesterov(default) => Method::Nesterov(Nesterov {
            learning_rate: rates.nesterov.0,
            momentum: rates.nesterov.1,
            ..default
        }),
        Method::Quickprop(default) => Method::Quickprop(Quickprop {
            learning_rate: rates.descent,
            ..default
        }),
        // The customary 1e−6 keeps the gradient above the tolerance.
        Method::Rprop(default) => Method::Rprop(Rprop {
            delta_min: 1e-12,
            ..default
        }),
        Method::AdaGrad(default) => Method::AdaGrad(AdaGrad {
            learning_rate: rates.adagrad,
            ..default
        }),
        Method::Adam(default) => Method::Adam(Adam {
            learning_rate: rates.adam,
            ..default
        }),
        Method::ConjugateGradients(default) if matches!(surface, Surface::Quadratic { .. }) => {
            Method::ConjugateGradients(ConjugateGradients {
                c1: 1e-8,
                c2: 1e-7,
                ..default
            })
        }
        other => other,
    }
}
