//! HTML canvases and scalable pictures as surfaces.

use super::convert::{JsResult, thrown};
use super::given::{Canvas, described};
use crate::error::{Error, Kind};
use crate::plot::{Surface, Svg};
use js_sys::Reflect;
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind};
use plotters_canvas::CanvasBackend;
use std::convert::Infallible;
use wasm_bindgen::{Clamped, JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageData};

/// A canvas that was given, once it is known to be one. Its size is asked for here, where what is thrown is caught, and never again.
pub(super) struct Board {
    element: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
    /// Width and height, in pixels of the canvas.
    pub(super) size: (u32, u32),
}

impl Board {
    /// What only looks like a canvas is refused: an element of another kind, one whose context is taken, an object with a canvas' prototype, a proxy.
    pub(super) fn of(given: &Canvas) -> JsResult<Self> {
        let wrong = || refused(described(given), "an HTMLCanvasElement");
        let given: &HtmlCanvasElement = given.dyn_ref().ok_or_else(wrong)?;
        let context = given.get_context("2d").map_err(|_| wrong())?.ok_or_else(no_context)?;
        let context: CanvasRenderingContext2d = context.dyn_into().map_err(|_| no_context())?;
        // The element itself, and not a proxy of it.
        let element = Reflect::get(&context, &"canvas".into()).ok().and_then(|element| element.dyn_into().ok());
        let element: HtmlCanvasElement = element.ok_or_else(wrong)?;
        let side = |name: &str| Reflect::get(&element, &name.into()).ok().and_then(|side| side.as_f64());
        // A picture that was broken off may have left dashes behind; and what takes none is no context.
        context.set_line_dash(&js_sys::Array::new()).map_err(|_| no_context())?;
        let size = side("width").zip(side("height")).ok_or_else(wrong)?;
        Ok(Board { element, context, size: (size.0 as u32, size.1 as u32) })
    }

    /// Puts RGBA pixels on it, `width` in each row; a canvas of another size is resized.
    pub(super) fn put(&mut self, rgba: &[u8], width: u32) -> JsResult<()> {
        let height = (rgba.len() / 4) as u32 / width;
        let failed = |error: JsValue| refused(format!("{error:?}"), "a canvas that takes pixels");
        for (name, side) in [("width", width), ("height", height)].into_iter().filter(|_| self.size != (width, height))
        {
            Reflect::set(&self.element, &name.into(), &side.into()).map_err(failed)?;
        }
        self.size = (width, height);
        let image = ImageData::new_with_u8_clamped_array(Clamped(rgba), width).map_err(failed)?;
        self.context.put_image_data(&image, 0.0, 0.0).map_err(failed)
    }
}

/// What a picture goes to. One type, and methods that are not copied to where they are called, so that every picture is compiled once.
pub(super) enum Paper<'a> {
    /// A canvas, cleared, and where its pictures come from: another canvas of squares, one under the other.
    Canvas { backend: CanvasBackend, board: Board, pictures: Option<&'a Board> },
    /// A text.
    Svg(Svg),
}

impl<'a> Paper<'a> {
    pub(super) fn canvas(given: &Canvas) -> JsResult<Self> {
        Paper::board(Board::of(given)?, None)
    }

    pub(super) fn board(board: Board, pictures: Option<&'a Board>) -> JsResult<Self> {
        let (width, height) = board.size;
        check_size(width, height)?;
        board.context.clear_rect(0.0, 0.0, width.into(), height.into());
        // Pointed joins would reach far beyond the values of a curve with spikes.
        board.context.set_line_join("round");
        let backend = CanvasBackend::with_canvas_object(board.element.clone()).ok_or_else(no_context)?;
        Ok(Paper::Canvas { backend, board, pictures })
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
            Paper::Canvas { board, .. } => board.size,
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
            Paper::Canvas { board, .. } => &board.context,
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
        let Paper::Canvas { board, pictures: Some(pictures), .. } = self else { return };
        let side = f64::from(pictures.size.0);
        let (top, place) = (number as f64 * side, (at.0.into(), at.1.into()));
        // What lies beyond the pictures is left out.
        let _ = board.context.draw_image_with_html_canvas_element_and_sw_and_sh_and_dx_and_dy_and_dw_and_dh(
            &pictures.element,
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

fn no_context() -> JsValue {
    refused("no 2d context".to_owned(), "a canvas with a 2d context")
}

fn refused(found: String, expected: &str) -> JsValue {
    thrown(Error::new(Kind::Canvas, "canvas", found, expected))
}
