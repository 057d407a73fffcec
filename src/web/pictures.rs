//! The handle's pictures, on HTML canvases.

use super::canvas::{Board, Paper};
use super::convert::{JsResult, thrown, to_ts};
use super::given::{self, copied, place_u32, text, unreadable};
use super::playground::Playground;
use crate::data::DataSet;
use crate::error::{Error, Kind};
use crate::nn::Choice;
use crate::plot::{self, Colors, Ground, Look, Marks, PlotArea, Range, Scene, Still, Table, Targets};
use crate::session::{Glance, glance};
use tsify::Ts;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// Corners of the landscape's tiles in each direction.
const RELIEF: usize = 41;

/// Pixels of a unit's map in each direction.
const MAP: u32 = 24;

/// A look is no list.
const LOOKS: u32 = 0;

#[wasm_bindgen]
impl Playground {
    /// Sets colours and scale of every picture drawn from now on.
    ///
    /// # Errors
    /// A colour that is no `#rrggbb`, or a scale outside its limits.
    pub fn set_look(&mut self, look: Ts<Look>) -> JsResult<()> {
        let look = copied("look", &look.into(), LOOKS, "an object of colours and a scale")?;
        let look = Ts::<Look>::new_unchecked(look).to_rust().map_err(|error| thrown(unreadable("look", error)))?;
        self.colors = Some(look.read().map_err(thrown)?);
        Ok(())
    }

    /// Paints the network's prediction over the plane, in `cells × cells` pixels, the canvas's new
    /// size. Paints nothing where points have one coordinate.
    ///
    /// # Errors
    /// No canvas, no look (see `set_look`), or not 1 to 500 cells.
    pub fn draw_boundary(&mut self, canvas: &given::Canvas, cells: given::Number) -> JsResult<()> {
        let (mut board, cells) = (Board::of(canvas)?, number_of_cells(&cells)?);
        let colors = self.colors.as_ref().ok_or_else(no_look)?;
        if self.session.view().curve {
            self.rgba.clear();
            self.rgba.resize((cells * cells * 4) as usize, 0);
            return board.put(&self.rgba, cells);
        }
        self.session.grid(cells as usize, &mut self.ground);
        let hard = self.session.config().hard;
        plot::paint_answers(&self.ground, Ground::of(&self.session), hard, colors, &mut self.rgba);
        board.put(&self.rgba, cells)
    }

    /// Draws what lies between prediction and points, after [`Playground::draw_boundary`]: contour
    /// lines and rings around wrong predictions, or a landscape in place of both, as the settings
    /// say; the fitted curve where points have one coordinate.
    ///
    /// # Errors
    /// No canvas, or no look (see `set_look`).
    pub fn draw_overlay(&mut self, canvas: &given::Canvas) -> JsResult<()> {
        let colors = self.colors.as_ref().ok_or_else(no_look)?;
        let board = Board::of(canvas)?;
        let (width, _) = board.size;
        let mut surface = Paper::board(board, None)?;
        if self.session.view().curve {
            self.session.line((width / 2) as usize, &mut self.ground);
            return plot::draw_fit(&mut surface, colors, self.session.view().y, &self.ground.values).map_err(thrown);
        }
        if self.session.config().relief {
            self.session.grid(RELIEF, &mut self.ground);
            let (view, ground, names) = (self.session.view(), Ground::of(&self.session), self.session.axes());
            return plot::draw_relief(&mut surface, colors, view, &self.ground, ground, names).map_err(thrown);
        }
        if self.session.config().contours {
            let ground = Ground::of(&self.session);
            plot::draw_contours(&mut surface, colors, &self.ground, ground).map_err(thrown)?;
        }
        if self.session.config().show_wrong && self.session.config().classes() > 0 {
            self.places.clear();
            // What is not shown is not asked about either.
            let shown = Scene::of(&self.session).shown();
            self.session.wrong(0..shown, |place| self.places.push(place));
            let scene = Scene::of(&self.session);
            for place in scene.drawn().filter(|place| self.places.binary_search(place).is_ok()) {
                plot::draw_ring(&mut surface, colors, &scene, place).map_err(thrown)?;
            }
        }
        Ok(())
    }

    /// Draws axes and points on a transparent ground. Returns where on the canvas the plane lies.
    ///
    /// # Errors
    /// No canvas, or no look (see `set_look`).
    pub fn draw_points(&self, canvas: &given::Canvas) -> JsResult<Ts<PlotArea>> {
        let mut surface = Paper::canvas(canvas)?;
        to_ts(&plot::draw_points(&mut surface, self.colors()?, &Scene::of(&self.session)).map_err(thrown)?)
    }

    /// Draws a thumbnail of a data set (its id, or `own`), without noise, in `cells × cells`
    /// pixels, the canvas's new size.
    ///
    /// # Errors
    /// No canvas, no look (see `set_look`), an unknown id, or not 1 to 500 cells.
    pub fn draw_data_set(&mut self, canvas: &given::Canvas, id: given::Text, cells: given::Number) -> JsResult<()> {
        let (mut board, cells) = (Board::of(canvas)?, number_of_cells(&cells)?);
        let id = text("data", &id)?;
        let expected = "the id of a data set in the catalog";
        let data = DataSet::from_id(&id).ok_or_else(|| thrown(Error::new(Kind::NotAChoice, "data", id, expected)))?;
        let Glance { points, classes, range } = glance(data, self.session.config());
        let colors = self.colors.as_ref().ok_or_else(no_look)?;
        plot::paint_points(&points, Targets::new(classes, range), colors, cells as usize, &mut self.rgba);
        board.put(&self.rgba, cells)
    }

    /// Draws the network: columns of units, each with its map of the plane, and weights as lines.
    /// `maps` is a scratch canvas for the maps.
    ///
    /// # Errors
    /// No canvas, or no look (see `set_look`).
    pub fn draw_network(&mut self, canvas: &given::Canvas, maps: &given::Canvas) -> JsResult<()> {
        let (board, mut maps) = (Board::of(canvas)?, Board::of(maps)?);
        self.paint_maps(&mut maps)?;
        let colors = self.colors.as_ref().ok_or_else(no_look)?;
        let mut surface = Paper::board(board, Some(&maps))?;
        let config = self.session.config();
        let still = Still { frozen: &config.frozen, off: &config.off };
        plot::draw_network(&mut surface, colors, plot::links(self.session.network()), &still).map_err(thrown)
    }

    /// Draws selection and highlights on a canvas of the network's size. Returns whether there are
    /// any; leaves the canvas as it is where there are none.
    ///
    /// # Errors
    /// No canvas, or no look (see `set_look`).
    pub fn draw_marks(&self, canvas: &given::Canvas) -> JsResult<bool> {
        let board = Board::of(canvas)?;
        let [lit, used] = &self.lit;
        let marks = Marks { selected: self.selected, lit, used };
        if marks.selected.is_none() && lit.is_empty() && used.is_empty() {
            return Ok(false);
        }
        let mut surface = Paper::board(board, None)?;
        plot::draw_marks(&mut surface, self.colors()?, plot::links(self.session.network()), &marks).map_err(thrown)?;
        Ok(true)
    }
}

impl Playground {
    /// Every unit's map, one under the other.
    fn paint_maps(&mut self, maps: &mut Board) -> JsResult<()> {
        let colors = self.colors.as_ref().ok_or_else(no_look)?;
        self.session.maps(MAP as usize, &mut self.grid);
        let (cells, answers) = ((MAP * MAP) as usize, self.session.config().outputs());
        let outputs = self.grid.len() - answers * cells;
        let range = Ground::of(&self.session).range();
        self.rgba.clear();
        let table = Table::new(Range::Signed, colors);
        for map in self.grid[..outputs].chunks(cells) {
            plot::paint_more(map, &table, plot::reach(map), &mut self.rgba);
        }
        plot::paint_more(&self.grid[outputs..], &Table::new(range, colors), 1.0, &mut self.rgba);
        maps.put(&self.rgba, MAP)
    }

    pub(super) fn colors(&self) -> JsResult<&Colors> {
        self.colors.as_ref().ok_or_else(no_look)
    }
}

pub(super) fn number_of_cells(cells: &given::Number) -> JsResult<u32> {
    let cells = place_u32("cells", cells)?;
    if (1..=500).contains(&cells) {
        return Ok(cells);
    }
    Err(thrown(Error::new(Kind::OutOfRange, "cells", cells, "a whole number from 1 to 500")))
}

pub(super) fn no_look() -> JsValue {
    thrown(Error::new(Kind::Canvas, "look", "none", "set_look before the first drawing"))
}
