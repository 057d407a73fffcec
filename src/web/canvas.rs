//! HTML canvases and scalable pictures as surfaces.

use super::convert::{JsResult, thrown};
use crate::error::{Error, Kind};
use crate::plot::{Surface, Svg};
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind};
use plotters_canvas::CanvasBackend;
use std::convert::Infallible;
use wasm_bindgen::{Clamped, JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageData};

/// What a picture goes to. One type, and methods that are not copied to where they are called, so that every picture is compiled once.
pub(super) enum Paper<'a> {
    /// A canvas, cleared, and where its pictures come from: another canvas of squares, one under the other.
    Canvas { backend: CanvasBackend, context: CanvasRenderingContext2d, pictures: Option<&'a HtmlCanvasElement> },
    /// A text.
    Svg(Svg),
}

impl<'a> Paper<'a> {
    pub(super) fn canvas(canvas: HtmlCanvasElement, pictures: Option<&'a HtmlCanvasElement>) -> JsResult<Self> {
        let (width, height) = (canvas.width(), canvas.height());
        check_size(width, height)?;
        let context = context(&canvas)?;
        context.clear_rect(0.0, 0.0, width.into(), height.into());
        // Pointed joins would reach far beyond the values of a curve with spikes.
        context.set_line_join("round");
        let backend = CanvasBackend::with_canvas_object(canvas).ok_or_else(no_context)?;
        let mut surface = Paper::Canvas { backend, context, pictures };
        // A picture that was broken off may have left dashes behind.
        surface.dash(0, 0);
        Ok(surface)
    }

    pub(super) fn svg(width: u32, height: u32, scale: f64) -> JsResult<Self> {
        check_size(width, height)?;
        Ok(Paper::Svg(Svg::new(width, height, scale)))
    }
}

/// Refuses what no picture fits on.
fn check_size(width: u32, height: u32) -> JsResult<()> {
    if (120..=16_384).contains(&width) && (80..=16_384).contains(&height) {
        return Ok(());
    }
    Err(refused(format!("{width} × {height}"), "at least 120 × 80 canvas pixels, at most 16384 in each direction"))
}

type Refusal = <CanvasBackend as DrawingBackend>::ErrorType;
type Drawn = Result<(), DrawingErrorKind<Refusal>>;

/// Writing a text never fails.
fn written(result: Result<(), DrawingErrorKind<Infallible>>) -> Drawn {
    result.map_err(|error| match error {
        DrawingErrorKind::DrawingError(never) => match never {},
        DrawingErrorKind::FontError(error) => DrawingErrorKind::FontError(error),
    })
}

macro_rules! passed_on {
    ($self:ident.$method:ident($($argument:expr),*)) => {
        match $self {
            Paper::Canvas { backend, .. } => backend.$method($($argument),*),
            Paper::Svg(svg) => written(svg.$method($($argument),*)),
        }
    };
}

impl DrawingBackend for Paper<'_> {
    type ErrorType = Refusal;

    fn get_size(&self) -> (u32, u32) {
        match self {
            Paper::Canvas { backend, .. } => backend.get_size(),
            Paper::Svg(svg) => svg.get_size(),
        }
    }
    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }
    fn present(&mut self) -> Drawn {
        Ok(())
    }
    fn draw_pixel(&mut self, at: BackendCoord, color: BackendColor) -> Drawn {
        passed_on!(self.draw_pixel(at, color))
    }
    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        passed_on!(self.draw_line(from, to, style))
    }
    #[inline(never)]
    fn draw_rect<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S, fill: bool) -> Drawn {
        passed_on!(self.draw_rect(from, to, style, fill))
    }
    #[inline(never)]
    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        passed_on!(self.draw_path(path, style))
    }
    #[inline(never)]
    fn draw_circle<S: BackendStyle>(&mut self, at: BackendCoord, radius: u32, style: &S, fill: bool) -> Drawn {
        passed_on!(self.draw_circle(at, radius, style, fill))
    }
    #[inline(never)]
    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        passed_on!(self.fill_polygon(path, style))
    }
    #[inline(never)]
    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, at: BackendCoord) -> Drawn {
        passed_on!(self.draw_text(text, style, at))
    }
}

impl Surface for Paper<'_> {
    fn dash(&mut self, on: u32, off: u32) {
        let context = match self {
            Paper::Canvas { context, .. } => context,
            Paper::Svg(svg) => return svg.dash(on, off),
        };
        let dashes = js_sys::Array::new();
        if on > 0 {
            dashes.push(&on.into());
            dashes.push(&off.into());
        }
        // Only what is no list of numbers is refused.
        let _ = context.set_line_dash(&dashes);
    }

    fn picture(&mut self, number: usize, at: BackendCoord, size: (u32, u32)) {
        let Paper::Canvas { context, pictures: Some(pictures), .. } = self else { return };
        let side = f64::from(pictures.width());
        let (top, place) = (number as f64 * side, (at.0.into(), at.1.into()));
        // What lies beyond the pictures is left out.
        let _ = context.draw_image_with_html_canvas_element_and_sw_and_sh_and_dx_and_dy_and_dw_and_dh(
            pictures,
            0.0,
            top,
            side,
            side,
            place.0,
            place.1,
            size.0.into(),
            size.1.into(),
        );
    }
}

/// Puts RGBA pixels on a canvas, `width` in each row; a canvas of another size is resized.
pub(super) fn put(canvas: &HtmlCanvasElement, rgba: &[u8], width: u32) -> JsResult<()> {
    let height = (rgba.len() / 4) as u32 / width;
    if canvas.width() != width || canvas.height() != height {
        canvas.set_width(width);
        canvas.set_height(height);
    }
    let failed = |error: JsValue| refused(format!("{error:?}"), "a canvas that takes pixels");
    let image = ImageData::new_with_u8_clamped_array(Clamped(rgba), width).map_err(failed)?;
    context(canvas)?.put_image_data(&image, 0.0, 0.0).map_err(failed)
}

fn context(canvas: &HtmlCanvasElement) -> JsResult<CanvasRenderingContext2d> {
    let context = canvas.get_context("2d").ok().flatten().ok_or_else(no_context)?;
    context.dyn_into().map_err(|_| no_context())
}

fn no_context() -> JsValue {
    refused("no 2d context".to_owned(), "a canvas with a 2d context")
}

fn refused(found: String, expected: &str) -> JsValue {
    thrown(Error::new(Kind::Canvas, "canvas", found, expected))
}
