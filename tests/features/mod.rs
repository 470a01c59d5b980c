//! Every feature of the model, each seen to work through the language of scenarios: a test here fails when what it is named after
//! is taken out. Realism is switched off except for what is tested, so that the expected values are known exactly or from simple
//! theory.

mod delays;
mod effects;
mod groups;
mod hospitals;
mod measures;
mod money;
mod opening;
mod pathways;
mod queues;
mod schemes;
mod services;
mod transfers;
mod workforce;
