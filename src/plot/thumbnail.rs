//! A data set at a glance: its points as dots, as RGBA bytes.

use super::{Colors, Targets};
use crate::data::{HALF_WIDTH, Point};

/// Paints points into `rgba`, `[cells][cells][4]` from the top left, on a transparent ground.
pub fn paint_points(points: &[Point], targets: Targets, colors: &Colors, cells: usize, rgba: &mut Vec<u8>) {
    rgba.clear();
    rgba.resize(cells * cells * 4, 0);
    let radius = cells as f64 / 34.0;
    let at = |x: f64| (x / HALF_WIDTH + 1.0) / 2.0 * cells as f64;
    // The cells whose middles lie so near.
    let near = |x: f64| ((x - radius).max(0.0).round() as usize)..((x + radius).round() as usize).min(cells);
    for point in points {
        let (color, _) = targets.mark(point.target, colors);
        let (r, g, b) = color.rgb;
        let (x, y) = (at(point.x[0]), at(-point.x[1]));
        for row in near(y) {
            for column in near(x) {
                let (dx, dy) = (column as f64 + 0.5 - x, row as f64 + 0.5 - y);
                if dx * dx + dy * dy <= radius * radius {
                    rgba[4 * (row * cells + column)..][..4].copy_from_slice(&[r, g, b, 255]);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Range;
    use super::*;

    #[test]
    fn dots_lie_where_the_points_do() {
        let colors = super::super::look::sample();
        let mut rgba = vec![1; 7];
        let point = |x, target| Point { x, target };
        let points = [point([-3.0, 3.0], 1.0), point([6.0, -6.0], 0.0)];
        paint_points(&points, Targets::Numbers(Range::Unit), &colors, 68, &mut rgba);
        assert_eq!(rgba.len(), 68 * 68 * 4);
        let pixel = |column: usize, row: usize| &rgba[4 * (row * 68 + column)..][..4];
        let (r, g, b) = colors.high.rgb;
        assert_eq!(pixel(17, 17), [r, g, b, 255], "a quarter of the way from the left and the top");
        let (r, g, b) = colors.low.rgb;
        assert_eq!(pixel(67, 67), [r, g, b, 255], "at the corner");
        let painted = rgba.chunks(4).filter(|pixel| pixel[3] == 255).count();
        assert!((10..40).contains(&painted), "{painted}");
    }
}
