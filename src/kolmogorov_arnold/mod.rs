//! Networks whose edges are learnable functions of one variable and whose nodes only add.
//!
//! ```text
//! xⱼ⁽ˡ⁺¹⁾ = Σᵢ φᵢⱼ⁽ˡ⁾(xᵢ⁽ˡ⁾),   φ(x) = w b(x) + Σₘ cₘ Bₘ(x),   b(x) = x/(1 + e^(−x))
//! ```
//!
//! Bₘ are the G + 3 cubic B-splines on G equal intervals ([`Grid`]). They are a modern reading of
//! Kolmogorov's theorem: every continuous function of d variables on the cube is
//! f(x) = Σ_q Φ_q(Σ_p φ_qp(x_p)) with 2d + 1 outer functions (Kolmogorov 1957), but the inner functions of
//! the theorem are far from smooth (Girosi & Poggio 1989). Smooth splines in any number of layers give up
//! exactness for what can be learned.
//!
//! * [`Network`]: the description, answers, the Jacobian
//! * [`Network::refitted`]: the same function on a finer grid
//!
//! Sources: Liu, Wang, Vaidya, Ruehle, Halverson, Soljačić, Hou & Tegmark 2024, arXiv:2404.19756, eqs. 2.5,
//! 2.10–2.12, 2.16; Kolmogorov 1957, Dokl. Akad. Nauk SSSR 114:953; Girosi & Poggio 1989, Neural
//! Computation 1:465; de Boor 1978, A Practical Guide to Splines, ch. IX.

mod network;
mod refit;
mod spline;
#[cfg(test)]
mod tests;

pub use network::{Network, Workspace};
pub use spline::{Grid, Local};
