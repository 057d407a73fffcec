//! HTML canvases as drawing backends.

use super::convert::{JsResult, thrown};
use crate::error::{Error, Kind};
use plotters_canvas::CanvasBackend;
use wasm_bindgen::{Clamped, JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageData};

/// The canvas, cleared, as a plotters backend.
pub(super) fn backend(canvas: HtmlCanvasElement) -> JsResult<CanvasBackend> {
    let (width, height) = (canvas.width(), canvas.height());
    if width < 120 || height < 80 {
        let found = format!("{width} × {height}");
        return Err(refused(found, "at least 120 × 80 canvas pixels"));
    }
    context(&canvas)?.clear_rect(0.0, 0.0, width.into(), height.into());
    CanvasBackend::with_canvas_object(canvas).ok_or_else(no_context)
}

/// Puts square RGBA pixels on a canvas of the same size; a canvas of another size is resized.
pub(super) fn put(canvas: &HtmlCanvasElement, rgba: &[u8], cells: u32) -> JsResult<()> {
    if canvas.width() != cells || canvas.height() != cells {
        canvas.set_width(cells);
        canvas.set_height(cells);
    }
    let failed = |error: JsValue| refused(format!("{error:?}"), "a canvas that takes pixels");
    let image = ImageData::new_with_u8_clamped_array(Clamped(rgba), cells).map_err(failed)?;
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
