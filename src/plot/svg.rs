//! Scalable pictures: a surface that writes SVG. `plotters-svg` has no dashes, which tell the curves apart.

use super::Surface;
use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind};
use std::convert::Infallible;
use std::fmt::Write;

/// A picture that grows as it is drawn.
pub struct Svg {
    size: (u32, u32),
    text: String,
    dash: Option<(u32, u32)>,
}

impl Svg {
    /// Of so many pixels to draw on, and so many CSS pixels times `scale` large.
    pub fn new(width: u32, height: u32, scale: f64) -> Self {
        let [w, h] = [width, height].map(|pixels| f64::from(pixels) / scale);
        let text = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}\" height=\"{h}\" viewBox=\"0 0 {width} {height}\" font-family=\"sans-serif\" stroke-linejoin=\"round\">\n"
        );
        Svg { size: (width, height), text, dash: None }
    }

    /// The picture as a text.
    pub fn finish(mut self) -> String {
        self.text.push_str("</svg>\n");
        self.text
    }

    /// Begins an element with attributes that are numbers.
    fn begin(&mut self, name: &str, attributes: &[(&str, i32)]) {
        self.text.push('<');
        self.text.push_str(name);
        for (key, value) in attributes {
            // Writing to a text cannot fail.
            let _ = write!(self.text, " {key}=\"{value}\"");
        }
    }

    #[inline(never)]
    fn points(&mut self, name: &str, path: &mut dyn Iterator<Item = BackendCoord>) {
        self.begin(name, &[]);
        self.text.push_str(" points=\"");
        for (x, y) in path {
            let _ = write!(self.text, "{x},{y} ");
        }
        self.text.push('"');
    }

    /// Ends a shape with how it is painted: with a line of some width, or filled.
    #[inline(never)]
    fn end(&mut self, color: BackendColor, line: Option<u32>) -> Drawn {
        self.color(if line.is_some() { " fill=\"none\" stroke" } else { " fill" }, color);
        if let Some(width) = line {
            let _ = write!(self.text, " stroke-width=\"{width}\"");
            if let Some((on, off)) = self.dash {
                let _ = write!(self.text, " stroke-dasharray=\"{on} {off}\"");
            }
        }
        self.text.push_str("/>\n");
        Ok(())
    }

    fn color(&mut self, key: &str, BackendColor { rgb: (r, g, b), .. }: BackendColor) {
        let _ = write!(self.text, "{key}=\"#{r:02x}{g:02x}{b:02x}\"");
    }
}

/// The width of a style's line, where a shape is not filled.
fn line<S: BackendStyle>(style: &S, fill: bool) -> Option<u32> {
    (!fill).then(|| style.stroke_width())
}

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

impl DrawingBackend for Svg {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }
    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }
    fn present(&mut self) -> Drawn {
        Ok(())
    }
    fn draw_pixel(&mut self, at: BackendCoord, color: BackendColor) -> Drawn {
        self.draw_rect(at, (at.0 + 1, at.1 + 1), &color, true)
    }
    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.draw_path([from, to], style)
    }
    fn draw_rect<S: BackendStyle>(&mut self, (x, y): BackendCoord, to: BackendCoord, style: &S, fill: bool) -> Drawn {
        self.begin("rect", &[("x", x), ("y", y), ("width", to.0 - x), ("height", to.1 - y)]);
        self.end(style.color(), line(style, fill))
    }
    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        self.points("polyline", &mut path.into_iter());
        self.end(style.color(), line(style, false))
    }
    fn draw_circle<S: BackendStyle>(&mut self, (x, y): BackendCoord, radius: u32, style: &S, fill: bool) -> Drawn {
        self.begin("circle", &[("cx", x), ("cy", y), ("r", radius as i32)]);
        self.end(style.color(), line(style, fill))
    }
    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        self.points("polygon", &mut path.into_iter());
        self.end(style.color(), None)
    }
    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, (x, y): BackendCoord) -> Drawn {
        let anchor = match style.anchor().h_pos {
            HPos::Left => "start",
            HPos::Center => "middle",
            HPos::Right => "end",
        };
        // Baselines by name are not known everywhere: capitals and digits are about 0.7 of the size high.
        let down = match style.anchor().v_pos {
            VPos::Top => 0.8,
            VPos::Center => 0.35,
            VPos::Bottom => -0.2,
        };
        self.begin("text", &[("x", x), ("y", y + (down * style.size()) as i32), ("font-size", style.size() as i32)]);
        self.color(" fill", style.color());
        let _ = write!(self.text, " text-anchor=\"{anchor}\">");
        for c in text.chars() {
            match c {
                '&' => self.text.push_str("&amp;"),
                '<' => self.text.push_str("&lt;"),
                other => self.text.push(other),
            }
        }
        self.text.push_str("</text>\n");
        Ok(())
    }
}

impl Surface for Svg {
    fn dash(&mut self, on: u32, off: u32) {
        self.dash = (on > 0).then_some((on, off));
    }

    fn picture(&mut self, _: usize, _: BackendCoord, _: (u32, u32)) {}
}
