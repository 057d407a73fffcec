//! A session as somebody prepared it for others: settings as a link, the rows of a table, first weights.

use super::config::Config;
use super::run::Session;
use crate::data::Table;
use crate::error::Result;
use crate::nn::Scalar;
use std::sync::Arc;

/// First weights that somebody gave, `[P]`. They take the place of those that would be drawn, for
/// the network and the draw of their settings.
#[derive(Clone, Debug)]
pub(super) struct Given<T> {
    settings: Arc<Config>,
    params: Arc<[T]>,
}

impl<T: Scalar> Session<T> {
    /// A session under a link's settings. Of a table all rows are trained on, in its order, as they are: not standardised unless the link says so.
    /// Parameters take the place of those that are drawn: a reset goes back to them.
    pub fn prepared(link: &str, table: Option<Table>, params: Option<&[f64]>) -> Result<Session<T>> {
        let config = match table {
            Some(table) => {
                table.check_sizes()?;
                let plain = if link.contains("standardise=") { "" } else { "standardise=false&" };
                let train = table.points.len();
                Config::from_link_about(&format!("data=own&{plain}{link}"), Arc::new(Table { train, ..table }))?
            }
            None => Config::from_link(link)?,
        };
        let mut session = Session::new(config);
        if let Some(params) = params {
            session.begin_with(params)?;
        }
        Ok(session)
    }

    /// Gives the network its first weights, before the first step: the curve begins with them, and a reset goes back to them.
    pub(super) fn begin_with(&mut self, params: &[f64]) -> Result<()> {
        self.set_params(params)?;
        self.given = Some(Given { settings: Arc::new(self.config.clone()), params: self.network().params().into() });
        (self.causes, self.origin) = (None, None);
        self.restart_history();
        Ok(())
    }

    /// A session at its beginning. First weights that were given count where its settings would draw the ones that they replace.
    pub(super) fn beginning(config: Config, given: Option<Given<T>>) -> Session<T> {
        let mut session = Session::new(config);
        session.given = given;
        if session.first_weights().is_some() {
            session.reset();
        }
        session
    }

    /// The first weights that were given, `[P]`, where they are this network's.
    pub(super) fn first_weights(&self) -> Option<&[T]> {
        let given = self.given.as_ref().filter(|given| !self.config.starts_otherwise(&given.settings))?;
        Some(&given.params)
    }

    /// How many steps there are from here to the end of an epoch.
    pub fn steps_to(&self, epoch: u64) -> u64 {
        self.batches.steps_to(epoch, self.config.batch_size as usize)
    }
}
