//! What `explain vanishing-gradient` prints.

pub const EXPLAIN: &str = "\
Networks just after their initialisation: d hidden layers of n units, linear outputs, loss E.

  s(l) = y(l−1) W(l) + b(l),  y(l) = f(s(l)),  δ(l) = ∂E/∂s(l) = δ(l+1) W(l+1)ᵀ ∘ f′(s(l)),
  ∂E/∂W(l) = y(l−1)ᵀ δ(l)          for each example; root mean squares over units and examples

Initial weights and n Var W between hidden layers of n units:

  uniform         U(−r, r), biases too               n r²/3
  normal          N(0, σ²), biases too               n σ²
  standard        U(−1/√n, 1/√n)                     1/3     Glorot & Bengio 2010, eq. 1, 15
  lecun           N(0, 1/fan-in), lecun-uniform      1       LeCun et al. 1998, eq. 16
  glorot-uniform  U(±√(6/(fan-in + fan-out)))        1       Glorot & Bengio 2010, eq. 16
  he              N(0, 2/fan-in), he-uniform         2       He et al. 2015, eq. 10

Linear regime (Glorot & Bengio 2010, eq. 4–7, 14): where f′(s) = f′(0), a layer multiplies the root
mean square of δ by f′(0) √(n Var W): 1/√3 = 0.577 for standard weights, 1 for normalised ones; f′(0) is
1 for tanh and softsign, 1/4 at most for the logistic function, and ⟨f′²⟩ = 1/2 for rectifiers, which He's
weights make up for. The gradient of the weights has the same size in all layers even where δ shrinks,
because y grows smaller the other way.

Wide layers (Poole et al. 2016; Schoenholz et al. 2017): s is normal with variance q, Dz being the
standard normal measure,

  q(1) = n₀ Var W ⟨x²⟩ + Var b,  q(l+1) = n Var W ∫ f(√q(l) z)² Dz + Var b,
  ⟨δ(l)²⟩ = n Var W ∫ f′(√q(l) z)² Dz · ⟨δ(l+1)²⟩.

Both take δ to be independent of the weights. A squared error with outputs much larger than the targets
breaks this, δ = y − t being a product of the same weights: δ then shrinks by a few percent less.

Metrics of each activation and initialisation (medians over the repeats):

  _shrinkage              factor a layer of r.m.s. δ, geometric mean from the last hidden layer to the first
  _shrinkage_wide         the same in the theory of wide layers
  _shrinkage_linear       the same in the linear regime
  _weight_gradient_ratio  r.m.s. ∂E/∂W of the first hidden layer over the last
  _mean_singular_value    of ∂y(l)/∂y(l−1) in the middle layer at one example; 8/(3π) = 0.849 times
                          √(n Var W) for linear units (quarter-circle law, Marchenko & Pastur 1967)
  largest_misfit_of_wide_theory   largest |shrinkage/shrinkage_wide − 1|

Hochreiter's product: an error that flows q steps back through logistic units joined by weights of size
w is scaled by Π |f′(s) w| ≤ (w/4)^q, which vanishes while w < 4: logistic_bound_w….

X. Glorot & Y. Bengio 2010, AISTATS 9:249; Y. LeCun, L. Bottou, G. Orr & K.-R. Müller 1998, Efficient
BackProp, LNCS 1524:9; K. He et al. 2015, ICCV; B. Poole et al. 2016, NIPS 29; S. Schoenholz et al. 2017,
ICLR; V. Marchenko & L. Pastur 1967, Math. USSR Sb. 1:457; S. Hochreiter & J. Schmidhuber 1997, Neural
Comput. 9:1735, §3.1.
";
