//! The Gauss–Newton matrix G = (1/N) Σ_s J_sᵀ H_s J_s, with J_s = ∂z/∂w of example s and H_s the
//! second derivative of the loss by the outputs z (Schraudolph 2002, Neural Computation 14:1723;
//! for the squared error it is JᵀJ/N, as in Levenberg–Marquardt).
//!
//! J is not formed, except of narrow layers with few outputs, where that is faster. With the root SᵀS = H back-propagated as Δ⁽ˡ⁾ = S ∂z/∂s⁽ˡ⁾ (outputs × units for
//! every example), the part of weight (a, i) of layer l, joining input a to unit i, and weight
//! (b, j) of layer m is
//!
//! G = (1/N) Σ_s D_s[i, j] · X_s[a, b],  D_s = Δ⁽ˡ⁾ᵀ Δ⁽ᵐ⁾,  X_s = x⁽ˡ⁾ x⁽ᵐ⁾ᵀ,
//!
//! x being a layer's inputs and a 1 for the biases. So the block of layers l and m is the product
//! DᵀX of two matrices whose rows are the examples and whose columns are the pairs of units and the
//! pairs of inputs. Where l = m both are symmetric and only the pairs i ≤ j, a ≤ b are taken: a
//! quarter of the work.

use super::workspace::ROWS_IN_BLOCK;
use super::{Batch, Perceptron, Workspace};
use crate::math::dispatch::vectorised;
use crate::math::matrix_product::{Update, add_lower_triangle, transposed_product};
use std::ops::Range;

/// Numbers that the pairs of inputs of the examples in one product may take: 1 MiB.
const NUMBERS_IN_CHUNK: usize = 1 << 17;

/// Buffers of the Gauss–Newton matrix and of the Jacobian.
#[derive(Clone, Debug, Default)]
pub(super) struct Curvature {
    /// Δ⁽ˡ⁾ for one block of examples, (rows · outputs) × units.
    pub(super) sensitivities: Vec<Vec<f64>>,
    /// SJ of a block, where the matrix is formed from it.
    jacobian: Vec<f64>,
    unit_pairs: Vec<f64>,
    input_pairs: Vec<f64>,
    /// DᵀX of each two layers l ≤ m, in the order (0, 0), (0, 1) … (1, 1) …
    products: Vec<Vec<f64>>,
}

impl Perceptron {
    /// Writes the Gauss–Newton matrix (n × n, row by row, both triangles) and ∇E(w), in the same
    /// scale, and returns E(w).
    ///
    /// # Panics
    /// When a slice does not have the length of its shape.
    pub fn gauss_newton(
        &self,
        w: &[f64],
        batch: Batch,
        workspace: &mut Workspace,
        matrix: &mut [f64],
        gradient: &mut [f64],
    ) -> f64 {
        let n = self.weights();
        self.assert_shapes(w, batch.inputs, batch.rows);
        assert_eq!(gradient.len(), n, "a gradient of another network");
        assert_eq!(matrix.len(), n * n, "a matrix of another network");
        gradient.fill(0.0);
        let directly = self.jacobian_is_cheaper();
        if directly {
            matrix.fill(0.0);
        } else {
            self.clear_products(workspace);
        }
        let scale = 1.0 / batch.rows.max(1) as f64;
        let mut sum = 0.0;
        for (inputs, targets) in self.blocks(batch, ROWS_IN_BLOCK) {
            sum += self.forward_to_loss(w, inputs, targets, workspace);
            self.backward(
                w,
                (inputs, targets),
                scale,
                workspace,
                (Update::Add, gradient),
            );
            let loss = self.loss_function();
            self.sensitivities(w, workspace, |example, p, root| {
                let targets = slice_of_row(targets, example, self.outputs());
                loss.hessian_root(p, targets, root);
            });
            if directly {
                self.add_jacobian_products(inputs, workspace, matrix);
            } else {
                self.add_products(inputs, workspace);
            }
        }
        if directly {
            scale_and_mirror(n, scale, matrix);
        } else {
            self.scatter(scale, &workspace.curvature.products, matrix);
        }
        sum / batch.rows.max(1) as f64
    }

    /// Δ⁽ˡ⁾ = S ∂z/∂s⁽ˡ⁾ of every layer for the block whose forward pass is in the workspace;
    /// `root` writes S (outputs × outputs) for an example, given its place in the block and its
    /// answers.
    pub(super) fn sensitivities(
        &self,
        w: &[f64],
        workspace: &mut Workspace,
        root: impl Fn(usize, &[f64], &mut [f64]),
    ) {
        let (last, width) = (self.layers().len() - 1, self.outputs());
        let all = &mut workspace.curvature.sensitivities;
        all.resize_with(last + 1, Vec::new);
        let answers = &workspace.outputs[last];
        all[last].resize(answers.len() * width, 0.0);
        let roots = all[last].chunks_exact_mut(width * width);
        for (example, (p, s)) in answers.chunks_exact(width).zip(roots).enumerate() {
            root(example, p, s);
        }
        for layer in (0..=last).rev() {
            let units = self.layers()[layer].units;
            let (below, here) = all.split_at_mut(layer);
            let here = &mut here[0];
            let outputs = workspace.outputs[layer].chunks_exact(units);
            for (y, deltas) in outputs.zip(here.chunks_exact_mut(width * units)) {
                for deltas in deltas.chunks_exact_mut(units) {
                    self.layers()[layer].multiply_by_slope(y, deltas, self.slope_offset());
                }
            }
            if let Some(below) = below.last_mut() {
                self.descend(layer, &[(&here[..], w)], &mut workspace.descent, below);
            }
        }
    }

    /// Every two layers l ≤ m, with the number of pairs of their units and of their inputs.
    fn layer_pairs(&self) -> impl Iterator<Item = LayerPair> + use<'_> {
        let layers = self.layers().len();
        (0..layers).flat_map(move |l| (l..layers).map(move |m| self.layer_pair(l, m)))
    }

    fn layer_pair(&self, l: usize, m: usize) -> LayerPair {
        let ((inputs_l, units_l), (inputs_m, units_m)) = (self.fans(l), self.fans(m));
        let pairs = |a: usize, b: usize| if l == m { a * (a + 1) / 2 } else { a * b };
        LayerPair {
            l,
            m,
            of_units: pairs(units_l, units_m),
            of_inputs: pairs(inputs_l + 1, inputs_m + 1),
        }
    }

    /// Whether JᵀJ of narrow layers, in products of n × n for each output, takes no more than four
    /// times as many multiplications: so much faster is one product than the pairs of few numbers.
    fn jacobian_is_cheaper(&self) -> bool {
        let pairs: usize = self
            .layer_pairs()
            .map(|pair| pair.of_units * pair.of_inputs)
            .sum();
        self.outputs() * self.weights().pow(2) <= 4 * pairs
    }

    /// Adds JᵀHJ of one block, (SJ)ᵀ(SJ), to the matrix.
    fn add_jacobian_products(&self, inputs: &[f64], workspace: &mut Workspace, matrix: &mut [f64]) {
        let n = self.weights();
        let rows = inputs.len() / self.inputs() * self.outputs();
        let mut jacobian = std::mem::take(&mut workspace.curvature.jacobian);
        jacobian.resize(rows * n, 0.0);
        self.write_jacobian(inputs, workspace, &mut jacobian);
        add_lower_triangle([rows, n], (&jacobian, &jacobian, n), (matrix, n));
        workspace.curvature.jacobian = jacobian;
    }

    fn clear_products(&self, workspace: &mut Workspace) {
        let products = &mut workspace.curvature.products;
        products.resize_with(self.layer_pairs().count(), Vec::new);
        for (pair, product) in self.layer_pairs().zip(products) {
            product.clear();
            product.resize(pair.of_units * pair.of_inputs, 0.0);
        }
    }

    /// Adds DᵀX of one block to each two layers' product.
    fn add_products(&self, inputs: &[f64], workspace: &mut Workspace) {
        let Workspace {
            outputs,
            joined,
            curvature,
            ..
        } = workspace;
        let rows = inputs.len() / self.inputs();
        let width = self.outputs();
        for (index, pair) in self.layer_pairs().enumerate() {
            let LayerPair { l, m, .. } = pair;
            let (fans_l, fans_m) = (self.fans(l), self.fans(m));
            let layer_inputs = |layer: usize| self.entering(layer, inputs, outputs, joined);
            let chunk = (NUMBERS_IN_CHUNK / pair.of_inputs).clamp(16, 256);
            for first in (0..rows).step_by(chunk) {
                let rows = first..(first + chunk).min(rows);
                let part = |numbers, width| slice_of_rows(numbers, &rows, width);
                let (d, x) = (&mut curvature.unit_pairs, &mut curvature.input_pairs);
                d.resize(rows.len() * pair.of_units, 0.0);
                x.resize(rows.len() * pair.of_inputs, 0.0);
                let deltas = Factors {
                    left: part(&curvature.sensitivities[l], width * fans_l.1),
                    right: part(&curvature.sensitivities[m], width * fans_m.1),
                    widths: (fans_l.1, fans_m.1),
                    symmetric: l == m,
                };
                unit_pairs((deltas, width, pair.of_units, d));
                let entering = Factors {
                    left: part(layer_inputs(l), fans_l.0),
                    right: part(layer_inputs(m), fans_m.0),
                    widths: (fans_l.0, fans_m.0),
                    symmetric: l == m,
                };
                input_pairs((entering, pair.of_inputs, x));
                let shape = [pair.of_units, rows.len(), pair.of_inputs];
                transposed_product(shape, d, x, Update::Add, &mut curvature.products[index]);
            }
        }
    }

    /// Puts the products in their places in G, multiplied by `scale`.
    fn scatter(&self, scale: f64, products: &[Vec<f64>], matrix: &mut [f64]) {
        let n = self.weights();
        for (
            LayerPair {
                l, m, of_inputs, ..
            },
            product,
        ) in self.layer_pairs().zip(products)
        {
            let ((inputs_l, units_l), (inputs_m, units_m)) = (self.fans(l), self.fans(m));
            for a in 0..=inputs_l {
                for i in 0..units_l {
                    let row = self.range(l).start + a * units_l + i;
                    for j in 0..units_m {
                        let units = if l == m {
                            triangle(i, j, units_l)
                        } else {
                            i * units_m + j
                        };
                        let product = &product[units * of_inputs..][..of_inputs];
                        // The pairs of inputs stand one behind the other.
                        for b in 0..=inputs_m {
                            let inputs = if l == m {
                                triangle(a, b, inputs_l + 1)
                            } else {
                                a * (inputs_m + 1) + b
                            };
                            let column = self.range(m).start + b * units_m + j;
                            let value = scale * product[inputs];
                            matrix[row * n + column] = value;
                            if l != m {
                                matrix[column * n + row] = value;
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Multiplies the lower triangle by `scale` and writes it above the diagonal too.
fn scale_and_mirror(n: usize, scale: f64, matrix: &mut [f64]) {
    for i in 0..n {
        for j in 0..=i {
            let value = scale * matrix[i * n + j];
            matrix[i * n + j] = value;
            matrix[j * n + i] = value;
        }
    }
}

/// Two layers l ≤ m and how many pairs their units and their inputs (with the 1) make.
struct LayerPair {
    l: usize,
    m: usize,
    of_units: usize,
    of_inputs: usize,
}

fn slice_of_rows<'a>(numbers: &'a [f64], rows: &Range<usize>, width: usize) -> &'a [f64] {
    &numbers[rows.start * width..rows.end * width]
}

fn slice_of_row(numbers: &[f64], row: usize, width: usize) -> &[f64] {
    &numbers[row * width..(row + 1) * width]
}

/// Place of the pair (i, j) among the pairs i ≤ j of `size` things, row by row.
fn triangle(i: usize, j: usize, size: usize) -> usize {
    let (low, high) = (i.min(j), i.max(j));
    low * (2 * size - low - 1) / 2 + high
}

/// Rows of two layers whose numbers are multiplied in pairs; where both are one layer the products
/// are `symmetric` and only the pairs i ≤ j are taken.
#[derive(Clone, Copy)]
struct Factors<'a> {
    left: &'a [f64],
    right: &'a [f64],
    widths: (usize, usize),
    symmetric: bool,
}

vectorised! {
    /// D = Δ⁽ˡ⁾ᵀ Δ⁽ᵐ⁾ of every example, the sum over its outputs.
    fn unit_pairs(arguments: (Factors, usize, usize, &mut [f64])) {
        let (factors, outputs, pairs, d) = arguments;
        let (units_l, units_m) = factors.widths;
        let deltas_l = factors.left.chunks_exact(outputs * units_l);
        let deltas_m = factors.right.chunks_exact(outputs * units_m);
        for ((deltas_l, deltas_m), d) in deltas_l.zip(deltas_m).zip(d.chunks_exact_mut(pairs)) {
            let rows_l = deltas_l.chunks_exact(units_l);
            let rows_m = deltas_m.chunks_exact(units_m);
            for (output, (row_l, row_m)) in rows_l.zip(rows_m).enumerate() {
                let mut rest = &mut *d;
                for (i, delta_i) in row_l.iter().enumerate() {
                    let row_m = if factors.symmetric { &row_m[i..] } else { row_m };
                    let (here, behind) = rest.split_at_mut(row_m.len());
                    let here = here.iter_mut().zip(row_m);
                    if output == 0 {
                        here.for_each(|(value, delta_j)| *value = delta_i * delta_j);
                    } else {
                        here.for_each(|(value, delta_j)| *value += delta_i * delta_j);
                    }
                    rest = behind;
                }
            }
        }
    }
}

vectorised! {
    /// X = x⁽ˡ⁾ x⁽ᵐ⁾ᵀ of every example, each x followed by a 1.
    fn input_pairs(arguments: (Factors, usize, &mut [f64])) {
        let (factors, pairs, x) = arguments;
        let (inputs_l, inputs_m) = factors.widths;
        let rows_l = factors.left.chunks_exact(inputs_l);
        let rows_m = factors.right.chunks_exact(inputs_m);
        for ((row_l, row_m), x) in rows_l.zip(rows_m).zip(x.chunks_exact_mut(pairs)) {
            let mut rest = x;
            for (a, x_a) in row_l.iter().chain([&1.0]).enumerate() {
                let row_m = if factors.symmetric { &row_m[a..] } else { row_m };
                let (here, behind) = rest.split_at_mut(row_m.len() + 1);
                let (last, here) = here.split_last_mut().expect("room for the 1");
                for (value, x_b) in here.iter_mut().zip(row_m) {
                    *value = x_a * x_b;
                }
                *last = *x_a;
                rest = behind;
            }
        }
    }
}
