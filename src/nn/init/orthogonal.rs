//! Rows, or columns, that are perpendicular to each other.

use super::{Fans, InitOp, Rng, standard_normal};

/// A random matrix whose rows (or columns, where there are more rows) have length 1 and are perpendicular to each other (Saxe,
/// McClelland and Ganguli 2014); PyTorch's `orthogonal_`. Drawn by Gram and Schmidt's method, twice over for accuracy, whose result has the
/// same distribution as PyTorch's QR decomposition with corrected signs.
pub struct Orthogonal;

impl InitOp for Orthogonal {
    fn uses_scale(&self) -> bool {
        false
    }

    fn fill(&self, w: &mut [f64], fans: Fans, _scale: f64, rng: &mut Rng) {
        let outputs = fans.outputs.max(1);
        let inputs = w.len() / outputs;
        let (short, long) = (inputs.min(outputs), inputs.max(outputs));
        let mut vectors: Vec<Vec<f64>> = Vec::with_capacity(short);
        while vectors.len() < short {
            let mut v: Vec<f64> = (0..long).map(|_| standard_normal(rng)).collect();
            for _ in 0..2 {
                for u in &vectors {
                    let along = dot(&v, u);
                    v.iter_mut().zip(u).for_each(|(v, u)| *v -= along * u);
                }
            }
            let length = dot(&v, &v).sqrt();
            // As good as never: drawn again where nothing is left to divide.
            if length > 1e-6 {
                v.iter_mut().for_each(|v| *v /= length);
                vectors.push(v);
            }
        }
        for (place, w) in w.iter_mut().enumerate() {
            let (row, column) = (place / inputs, place % inputs);
            *w = if outputs <= inputs { vectors[row][column] } else { vectors[column][row] };
        }
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_or_columns_are_perpendicular() {
        for (inputs, outputs) in [(7, 4), (4, 7), (5, 5), (1, 3), (3, 1)] {
            let mut w = vec![0.0; inputs * outputs];
            Orthogonal.fill(&mut w, Fans { inputs, outputs }, 1.0, &mut crate::nn::rng(3, 0));
            let vector = |k: usize| -> Vec<f64> {
                if outputs <= inputs {
                    w[k * inputs..][..inputs].to_vec()
                } else {
                    (0..outputs).map(|row| w[row * inputs + k]).collect()
                }
            };
            let short = inputs.min(outputs);
            for a in 0..short {
                for b in 0..short {
                    let want = f64::from(u8::from(a == b));
                    assert!((dot(&vector(a), &vector(b)) - want).abs() < 1e-14, "{inputs} × {outputs}: {a}, {b}");
                }
            }
        }
    }
}
