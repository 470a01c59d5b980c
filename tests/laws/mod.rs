//! Laws that every care system obeys, whatever its numbers: nobody is lost or doubled, nothing holds more than it can, nobody is
//! passed over, every pound is under one heading, every count agrees with what happened, and theory's two oldest results hold.
//!
//! What is seen of a defect, tried by planting it in the model:
//!
//! | defect | who sees it |
//! |---|---|
//! | a bed is not released | the lines beside free places, and the coverage of intervals in `tests/theory` |
//! | a queue is served last in, first out | nobody is passed over; more places never mean more delays |
//! | a stay or treatment takes half its time | infinite servers, equilibrium |
//! | a delay is forgotten, or takes no time | equilibrium |
//! | a hazard never strikes | hazards |
//! | money is counted twice | the accounts |
//! | a scheme's places stay open after it, or its budget is overspent | the accounts |
//! | places are open without staff | every moment |

mod accounts;
mod auditor;
mod calendar;
mod conservation;
mod moments;
mod patient;
mod queueing;
mod sojourns;
mod systems;
