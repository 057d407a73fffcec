//! The loss curve as a picture of its own, to be taken away: with a legend, which the page has beside it.

use super::Colors;
use super::curve::{CurveView, Curves, Of, SERIES, draw_curve_between};
use super::surface::{Surface, Writing, fill, write_text};
use crate::error::Result;
use plotters_backend::text_anchor::{HPos, Pos, VPos};

/// How many words a picture has: what each line is called, what the pinned run's lines look like, and the horizontal axis.
pub const WORDS: usize = SERIES.len() + 2;

/// Fills the surface with a legend and the curves below it.
pub fn draw_figure<B: Surface>(
    surface: &mut B,
    colors: &Colors,
    curves: Curves,
    view: CurveView,
    words: &[String; WORDS],
) -> Result<()> {
    let [series @ .., pinned, epoch] = words;
    fill(surface, colors.background)?;
    let px = |css: f64| colors.px(css) as i32;
    let left = Writing::new(colors, Pos::new(HPos::Left, VPos::Center));
    let (mut x, y) = (px(44.0), px(12.0));
    for (series, words) in SERIES.iter().zip(series).rev() {
        if (series.of == Of::Quality && !view.accuracy) || (series.of == Of::Lr && !view.lr) {
            continue;
        }
        series.draw(surface, colors, false, &mut [(x, y), (x + px(22.0), y)].into_iter())?;
        write_text(surface, words, &left, (x + px(27.0), y))?;
        x += px(27.0 + length(words) + 14.0);
    }
    if curves.pinned.is_some() {
        write_text(surface, pinned, &left, (x, y))?;
    }
    let (width, height) = surface.get_size();
    let right = Writing::new(colors, Pos::new(HPos::Right, VPos::Bottom));
    draw_curve_between(surface, colors, curves, view, [20.0, 16.0])?;
    write_text(surface, epoch, &right, (width as i32 - px(10.0), height as i32 - px(2.0)))
}

/// About how long words are, in CSS pixels: measuring them would need fonts.
fn length(words: &str) -> f64 {
    words.chars().map(|c| if c.is_ascii() { 5.8 } else { 11.0 }).sum()
}

#[cfg(test)]
mod tests {
    use super::super::curve::tests::{falling, only};
    use super::super::look::sample;
    use super::super::{Svg, surface::notes::Notes};
    use super::*;
    use crate::data::Problem;
    use crate::nn::Loss;
    use crate::session::Pin;

    fn words() -> [String; WORDS] {
        ["rate", "accuracy, test", "accuracy, training", "test", "训练 <1>", "pale: before", "epoch"].map(str::to_owned)
    }

    #[test]
    fn the_legend_names_what_is_drawn() {
        let records = falling();
        let drawn = |curves: Curves, view| {
            let mut notes = Notes::new(1600, 800);
            draw_figure(&mut notes, &sample(), curves, view, &words()).unwrap();
            notes.texts().into_iter().map(str::to_owned).collect::<Vec<_>>()
        };
        let few = drawn(only(&records), CurveView::default());
        assert_eq!(
            (&few[..2], few.last().unwrap().as_str()),
            (&["训练 <1>".to_owned(), "test".to_owned()][..], "epoch")
        );
        assert!(!few.contains(&"rate".to_owned()) && !few.contains(&"pale: before".to_owned()));
        let pin = Pin { records: falling(), loss: Loss::Bce, problem: Problem::Classification };
        let view = CurveView { accuracy: true, lr: true, ..CurveView::default() };
        let all = drawn(Curves { pinned: Some(&pin), ..only(&records) }, view);
        assert_eq!(all[4..6], ["rate", "pale: before"]);
    }

    #[test]
    fn a_scalable_picture_has_every_line() {
        let records = falling();
        let mut svg = Svg::new(1600, 800, 2.0);
        draw_figure(&mut svg, &sample(), only(&records), CurveView::default(), &words()).unwrap();
        let svg = svg.finish();
        assert!(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"800\" height=\"400\""));
        assert!(svg.ends_with("</svg>\n"));
        let lines: Vec<&str> = svg.lines().filter(|line| line.starts_with("<polyline")).collect();
        let of = |rgb: &str| lines.iter().filter(|line| line.contains(rgb)).collect::<Vec<_>>();
        let (train, test) = (of("#1f6feb"), of("#b35900"));
        assert_eq!((train.len(), test.len()), (2, 2), "in the legend and on the chart");
        assert_eq!(train[1].matches(',').count(), records.len());
        assert!(test[1].contains("stroke-dasharray=\"10 8\"") && !train[1].contains("dasharray"));
        assert!(svg.contains(">训练 &lt;1></text>"), "words cannot break out of the picture");
        let opened = svg.matches('<').count() - svg.matches("</").count();
        assert_eq!(opened, svg.matches("/>").count() + svg.matches("</").count(), "every element ends");
    }
}
