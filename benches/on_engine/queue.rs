//! A line before equal servers.

use super::just_before;
use crate::systems::{Draws, Queue};
use dtoc::engine::{Calendar, Resource, Time, WaitingLines};

/// The only event.
#[derive(Clone, Copy)]
struct ServiceEnds;

/// A queue on the engine. It keeps its memory from run to run.
pub struct QueueOnEngine {
    calendar: Calendar<ServiceEnds>,
    line: WaitingLines,
    /// When the customer in each slot came.
    arrived: Vec<Time>,
    free_slots: Vec<u32>,
}

impl QueueOnEngine {
    pub fn new() -> Self {
        let (calendar, line) = (Calendar::new(0, Time::MAX), WaitingLines::new(1, 0));
        Self { calendar, line, arrived: Vec::new(), free_slots: Vec::new() }
    }

    /// Serves all customers, and adds up the seconds they wait.
    pub fn run(&mut self, queue: &Queue, seed: u64) -> u64 {
        let Self { calendar, line, arrived, free_slots } = self;
        let (mut gaps, mut services) = (Draws::new(seed, 0), Draws::new(seed, 1));
        let mut servers = Resource::new(queue.servers);
        let mut waited = 0;
        calendar.clear(Time::MAX);
        let (mut coming, mut arrives) = (queue.customers, Time::ZERO.after(gaps.seconds(&queue.gap)));
        loop {
            let limit = if coming > 0 { just_before(arrives) } else { Time::MAX };
            while let Some((now, done, ServiceEnds)) = calendar.next(limit) {
                free_slots.push(done);
                servers.release();
                if let Some(next) = line.take_first(0) {
                    servers.seize();
                    waited += u64::from(now.since(arrived[next as usize]));
                    calendar.schedule(next, now.after(services.seconds(&queue.service)), ServiceEnds);
                }
            }
            if coming == 0 {
                return waited;
            }
            let customer = free_slots.pop().unwrap_or_else(|| {
                arrived.push(arrives);
                arrived.len() as u32 - 1
            });
            arrived[customer as usize] = arrives;
            if servers.seize() {
                calendar.schedule(customer, arrives.after(services.seconds(&queue.service)), ServiceEnds);
            } else {
                line.join(0, customer);
            }
            coming -= 1;
            arrives = arrives.after(gaps.seconds(&queue.gap));
        }
    }
}
