//! The handle's pictures, on HTML canvases.

use super::canvas::{self, HtmlSurface};
use super::convert::{JsResult, text, thrown, to_ts, unreadable};
use super::playground::Playground;
use crate::data::{DataSet, Problem};
use crate::error::{Error, Kind};
use crate::nn::Choice;
use crate::plot::{self, Colors, Look, PlotArea, Range, Table, Targets, YScale};
use tsify::Ts;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlCanvasElement;

/// Pixels of a unit's map in each direction.
const MAP: u32 = 24;

#[wasm_bindgen]
impl Playground {
    /// Sets colours and scale of all pictures from now on.
    pub fn set_look(&mut self, look: Ts<Look>) -> JsResult<()> {
        let look = look.to_rust().map_err(|error| thrown(unreadable("look", error)))?;
        self.colors = Some(look.read().map_err(thrown)?);
        Ok(())
    }

    /// Draws the loss curve over the whole canvas.
    pub fn draw_loss(&mut self, canvas: HtmlCanvasElement) -> JsResult<()> {
        self.records.clear();
        self.records.extend(self.session.curve());
        let scale = if self.session.config().log_loss { YScale::Log } else { YScale::Linear };
        let mut surface = HtmlSurface::new(canvas, None)?;
        plot::draw_curve(&mut surface, self.colors()?, &self.records, scale).map_err(thrown)
    }

    /// Paints the network's answer over the plane: `cells × cells` pixels, the canvas' own size.
    pub fn draw_boundary(&mut self, canvas: &HtmlCanvasElement, cells: u32) -> JsResult<()> {
        check_cells(cells)?;
        self.session.grid(cells as usize, &mut self.grid);
        let colors = self.colors.as_ref().ok_or_else(no_look)?;
        match self.targets() {
            Targets::Numbers(range) => plot::paint(&self.grid, range, colors, &mut self.rgba),
            Targets::Classes => plot::paint_classes(&self.grid, self.session.answers(), colors, &mut self.rgba),
        }
        canvas::put(canvas, &self.rgba, cells)
    }

    /// Draws axes and points on a transparent ground; says where on the canvas the plane lies.
    pub fn draw_points(&self, canvas: HtmlCanvasElement) -> JsResult<Ts<PlotArea>> {
        let (points, train) = self.session.points();
        let (train, test) = points.split_at(train);
        let test = if self.session.config().show_test { test } else { &[] };
        let mut surface = HtmlSurface::new(canvas, None)?;
        to_ts(&plot::draw_points(&mut surface, self.colors()?, self.targets(), train, test).map_err(thrown)?)
    }

    /// Draws a data set of this id at a glance, without noise and with as many classes as it usually has: `cells × cells` pixels, the canvas'
    /// own size.
    pub fn draw_data_set(
        &mut self,
        canvas: &HtmlCanvasElement,
        #[wasm_bindgen(unchecked_param_type = "string")] id: JsValue,
        cells: u32,
    ) -> JsResult<()> {
        check_cells(cells)?;
        let id = text("data", &id)?;
        let expected = "the id of a data set in the catalog";
        let data = DataSet::from_id(&id).ok_or_else(|| thrown(Error::new(Kind::NotAChoice, "data", id, expected)))?;
        let classes = if data.any_classes() { data.usual_classes() } else { 2 };
        let points = data.generate(GLANCE, classes as usize, 0.0, 1);
        let colors = self.colors.as_ref().ok_or_else(no_look)?;
        plot::paint_points(&points, targets(data.problem(), classes as usize), colors, cells as usize, &mut self.rgba);
        canvas::put(canvas, &self.rgba, cells)
    }

    /// Draws the network: columns of units, each with its map of the plane, weights as lines between them. `maps` is a canvas for the
    /// maps that nobody looks at.
    pub fn draw_network(&mut self, canvas: HtmlCanvasElement, maps: &HtmlCanvasElement) -> JsResult<()> {
        let colors = self.colors.as_ref().ok_or_else(no_look)?;
        self.session.maps(MAP as usize, &mut self.grid);
        let (cells, answers) = ((MAP * MAP) as usize, self.session.config().outputs());
        let outputs = self.grid.len() - answers * cells;
        let range = match self.session.config().problem() {
            Problem::Classification => Range::Unit,
            Problem::Regression => Range::Signed,
        };
        self.rgba.clear();
        let table = Table::new(Range::Signed, colors);
        for map in self.grid[..outputs].chunks(cells) {
            plot::paint_more(map, &table, plot::reach(map), &mut self.rgba);
        }
        plot::paint_more(&self.grid[outputs..], &Table::new(range, colors), 1.0, &mut self.rgba);
        canvas::put(maps, &self.rgba, MAP)?;
        let mut surface = HtmlSurface::new(canvas, Some(maps))?;
        plot::draw_network(&mut surface, colors, plot::links(self.session.network())).map_err(thrown)
    }

    fn colors(&self) -> JsResult<&Colors> {
        self.colors.as_ref().ok_or_else(no_look)
    }

    fn targets(&self) -> Targets {
        targets(self.session.config().problem(), self.session.config().classes())
    }
}

/// Points of a data set at a glance.
const GLANCE: usize = 400;

fn targets(problem: Problem, classes: usize) -> Targets {
    match problem {
        Problem::Classification if classes > 2 => Targets::Classes,
        Problem::Classification => Targets::Numbers(Range::Unit),
        Problem::Regression => Targets::Numbers(Range::Signed),
    }
}

fn check_cells(cells: u32) -> JsResult<()> {
    if (1..=500).contains(&cells) {
        return Ok(());
    }
    Err(thrown(Error::new(Kind::OutOfRange, "cells", cells, "a whole number from 1 to 500")))
}

fn no_look() -> JsValue {
    thrown(Error::new(Kind::Canvas, "look", "none", "set_look before the first drawing"))
}
