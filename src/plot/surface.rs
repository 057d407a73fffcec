//! What pictures are drawn on: a plotters backend that knows dashes, and the styles that are drawn with. Nothing here allocates.

use super::Colors;
use crate::error::{Error, Kind, Result};
use plotters_backend::text_anchor::Pos;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontFamily,
};
use std::convert::Infallible;

/// A backend for the pictures of this module.
pub trait Surface: DrawingBackend {
    /// Lines from now on: so many pixels drawn and so many left out by turns. Two zeros end that.
    fn dash(&mut self, on: u32, off: u32);

    /// Picture `number` of those that the surface was given, in a rectangle.
    fn picture(&mut self, number: usize, at: BackendCoord, size: (u32, u32));
}

/// A line's colour and width.
#[derive(Clone, Copy)]
pub(super) struct Stroke {
    pub(super) color: BackendColor,
    pub(super) width: u32,
}

impl BackendStyle for Stroke {
    fn color(&self) -> BackendColor {
        self.color
    }

    fn stroke_width(&self) -> u32 {
        self.width
    }
}

/// How numbers are written on axes. Backends that do not write by themselves are told that there is nothing to draw.
#[derive(Clone, Copy)]
pub(super) struct Writing {
    pub(super) color: BackendColor,
    pub(super) size: f64,
    pub(super) anchor: Pos,
}

impl Writing {
    /// In the colour of text, small.
    pub(super) fn new(colors: &Colors, anchor: Pos) -> Self {
        Writing { color: colors.text, size: f64::from(colors.px(11.0)), anchor }
    }
}

impl BackendTextStyle for Writing {
    type FontError = Infallible;

    fn color(&self) -> BackendColor {
        self.color
    }

    fn size(&self) -> f64 {
        self.size
    }

    fn anchor(&self) -> Pos {
        self.anchor
    }

    fn family(&self) -> FontFamily<'_> {
        FontFamily::SansSerif
    }

    fn layout_box(&self, _text: &str) -> std::result::Result<((i32, i32), (i32, i32)), Infallible> {
        Ok(((0, 0), (0, 0)))
    }

    fn draw<E, DrawFunc: FnMut(i32, i32, BackendColor) -> std::result::Result<(), E>>(
        &self,
        _text: &str,
        _pos: BackendCoord,
        _draw: DrawFunc,
    ) -> std::result::Result<std::result::Result<(), E>, Infallible> {
        Ok(Ok(()))
    }
}

/// A line through some points. Like [`write_text`] compiled once, not wherever something is drawn.
#[inline(never)]
pub(super) fn draw_line<B: Surface>(surface: &mut B, points: &[BackendCoord], stroke: Stroke) -> Result<()> {
    surface.draw_path(points.iter().copied(), &stroke).map_err(refused)
}

/// A text on the surface.
#[inline(never)]
pub(super) fn write_text<B: Surface>(surface: &mut B, text: &str, writing: &Writing, at: BackendCoord) -> Result<()> {
    surface.draw_text(text, writing, at).map_err(refused)
}

/// A surface's refusal as this crate's error.
#[cold]
#[inline(never)]
pub(super) fn refused<E: std::error::Error + Send + Sync>(error: DrawingErrorKind<E>) -> Error {
    Error::new(Kind::Canvas, "canvas", error, "a canvas that can be drawn on")
}

/// Fills all of it.
pub(super) fn fill<B: Surface>(surface: &mut B, color: BackendColor) -> Result<()> {
    let (width, height) = surface.get_size();
    surface.draw_rect((0, 0), (width as i32, height as i32), &color, true).map_err(refused)
}

/// A surface that notes what is drawn on it.
#[cfg(test)]
pub(super) mod notes {
    use super::*;

    /// What was drawn.
    #[derive(Clone, Debug, PartialEq)]
    pub(in crate::plot) enum Mark {
        Path { points: usize, rgb: (u8, u8, u8), width: u32, dashed: bool },
        Polygon { corners: usize, rgb: (u8, u8, u8) },
        Circle { at: BackendCoord, radius: u32, rgb: (u8, u8, u8) },
        Text(String),
        Picture { number: usize, at: BackendCoord, size: (u32, u32) },
        Rectangle,
    }

    /// Keeps them in order; or only counts, so that nothing is allocated.
    #[derive(Default)]
    pub(in crate::plot) struct Notes {
        pub(in crate::plot) size: (u32, u32),
        pub(in crate::plot) marks: Vec<Mark>,
        dashed: bool,
    }

    impl Notes {
        pub(in crate::plot) fn new(width: u32, height: u32) -> Self {
            Notes { size: (width, height), ..Notes::default() }
        }

        pub(in crate::plot) fn texts(&self) -> Vec<&str> {
            self.marks
                .iter()
                .filter_map(|mark| if let Mark::Text(text) = mark { Some(&**text) } else { None })
                .collect()
        }
    }

    type Drawn = std::result::Result<(), DrawingErrorKind<Infallible>>;

    impl DrawingBackend for Notes {
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
        fn draw_pixel(&mut self, _: BackendCoord, _: BackendColor) -> Drawn {
            unreachable!("no picture is made of pixels")
        }
        fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
            self.draw_path([from, to], style)
        }
        fn draw_rect<S: BackendStyle>(&mut self, _: BackendCoord, _: BackendCoord, _: &S, _: bool) -> Drawn {
            self.marks.push(Mark::Rectangle);
            Ok(())
        }
        fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
            let (points, rgb, width) = (path.into_iter().count(), style.color().rgb, style.stroke_width());
            self.marks.push(Mark::Path { points, rgb, width, dashed: self.dashed });
            Ok(())
        }
        fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
            self.marks.push(Mark::Polygon { corners: path.into_iter().count(), rgb: style.color().rgb });
            Ok(())
        }
        fn draw_circle<S: BackendStyle>(&mut self, at: BackendCoord, radius: u32, style: &S, _: bool) -> Drawn {
            self.marks.push(Mark::Circle { at, radius, rgb: style.color().rgb });
            Ok(())
        }
        fn draw_text<S: BackendTextStyle>(&mut self, text: &str, _: &S, _: BackendCoord) -> Drawn {
            self.marks.push(Mark::Text(text.to_owned()));
            Ok(())
        }
    }

    impl Surface for Notes {
        fn dash(&mut self, on: u32, _off: u32) {
            self.dashed = on > 0;
        }
        fn picture(&mut self, number: usize, at: BackendCoord, size: (u32, u32)) {
            self.marks.push(Mark::Picture { number, at, size });
        }
    }
}
