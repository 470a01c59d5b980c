//! What replications are simulated on.

use super::ignorance::Ignorance;
use crate::model::Model;

/// Where the models of replications come from: one model for all, or for each replication that of its draw of what is not known.
///
/// Replication `r` has draw `r`, under every option. So replications stay independent of one another and of one distribution,
/// which is that of chance and ignorance together: every interval, histogram and paired difference holds for it.
#[derive(Clone, Copy, Debug)]
pub struct Models<'m> {
    /// The model with every assumption as it is stated.
    pub stated: &'m Model,
    /// What is not known, and drawn for each replication; `None` where every assumption keeps its stated value.
    pub ignorance: Option<&'m Ignorance>,
}

impl<'m> From<&'m Model> for Models<'m> {
    fn from(stated: &'m Model) -> Self {
        Self { stated, ignorance: None }
    }
}
