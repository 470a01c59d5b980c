//! A line before equal servers.

use super::Heap;
use crate::systems::{Draws, Queue};
use std::collections::VecDeque;

/// Serves all customers, and adds up the seconds they wait.
pub fn queue(queue: &Queue, seed: u64, heap: &mut Heap) -> u64 {
    let (mut gaps, mut services) = (Draws::new(seed, 0), Draws::new(seed, 1));
    let mut line = VecDeque::new();
    let (mut free, mut arrives, mut waited) = (queue.servers, 0, 0);
    heap.clear();
    for _ in 0..queue.customers {
        arrives += u64::from(gaps.seconds(&queue.gap));
        // A key is the second at which a server falls free.
        while heap.first() < arrives {
            let now = heap.first();
            if let Some(arrived) = line.pop_front() {
                waited += now - arrived;
                heap.replace_first(now + u64::from(services.seconds(&queue.service)));
            } else {
                free += 1;
                heap.remove_first();
            }
        }
        if free > 0 {
            free -= 1;
            heap.push(arrives + u64::from(services.seconds(&queue.service)));
        } else {
            line.push_back(arrives);
        }
    }
    while let Some(arrived) = line.pop_front() {
        let now = heap.first();
        waited += now - arrived;
        heap.replace_first(now + u64::from(services.seconds(&queue.service)));
    }
    waited
}
