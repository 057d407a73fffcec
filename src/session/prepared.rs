//! A session as somebody prepared it for others: settings as a link, the rows of a table, parameters.

use super::config::Config;
use super::run::Session;
use crate::data::Table;
use crate::error::Result;
use crate::nn::Scalar;
use std::sync::Arc;

impl<T: Scalar> Session<T> {
    /// A session under a link's settings. Of a table all rows are trained on, in its order, as they are: not standardised unless the link says so. Parameters take
    /// the place of those that are drawn, and a reset draws.
    pub fn prepared(link: &str, table: Option<Table>, params: Option<&[f64]>) -> Result<Session<T>> {
        let config = match table {
            Some(table) => {
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

    /// A session under the same settings that begins with these parameters.
    pub fn afresh_with(&self, params: &[f64]) -> Result<Session<T>> {
        let mut session = Session::new(self.config.clone());
        session.begin_with(params)?;
        Ok(session)
    }

    /// How many steps there are from here to the end of an epoch.
    pub fn steps_to(&self, epoch: u64) -> u64 {
        self.batches.steps_to(epoch, self.config.batch_size as usize)
    }
}
