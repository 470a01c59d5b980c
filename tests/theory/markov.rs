//! A queue with exponential gaps, exponential stays and so many places, solved as a Markov chain.

/// States beyond which the queue never comes in these tests.
const STATES: usize = 220;

/// So many a day come, and stay so many days in one of the places.
#[derive(Clone, Copy)]
pub struct Queue {
    pub per_day: f64,
    pub mean_days: f64,
    pub places: usize,
}

impl Queue {
    fn leave(&self, present: usize) -> f64 {
        present.min(self.places) as f64 / self.mean_days
    }

    /// The probabilities of 0, 1, 2 ... present a day after they were these: the exponential of the generator by uniformisation
    /// (Jensen 1953).
    pub fn a_day_later(&self, now: &[f64]) -> Vec<f64> {
        let rate = self.per_day + self.places as f64 / self.mean_days;
        let mut jumped = now.to_vec();
        let mut weight = (-rate).exp();
        let mut later: Vec<f64> = jumped.iter().map(|share| weight * share).collect();
        for jumps in 1..=(rate + 12.0 * rate.sqrt() + 30.0) as u32 {
            jumped = self.jump(&jumped, rate);
            weight *= rate / f64::from(jumps);
            later.iter_mut().zip(&jumped).for_each(|(sum, share)| *sum += weight * share);
        }
        later
    }

    fn jump(&self, now: &[f64], rate: f64) -> Vec<f64> {
        let mut next = vec![0.0; STATES];
        for (present, share) in now.iter().enumerate() {
            let (up, down) = (self.per_day / rate, self.leave(present) / rate);
            next[(present + 1).min(STATES - 1)] += share * up;
            next[present.saturating_sub(1)] += share * down;
            next[present] += share * (1.0 - up - down);
        }
        next
    }

    /// The probabilities at each midnight of a period that begins with so many present.
    pub fn from(&self, present: usize, days: usize) -> Vec<Vec<f64>> {
        let mut now = vec![0.0; STATES];
        now[present] = 1.0;
        let mut midnight = || {
            now = self.a_day_later(&now);
            now.clone()
        };
        (0..days).map(|_| midnight()).collect()
    }

    /// The probabilities in equilibrium.
    pub fn in_equilibrium(&self) -> Vec<f64> {
        let mut shares = vec![1.0; STATES];
        for present in 1..STATES {
            shares[present] = shares[present - 1] * self.per_day / self.leave(present);
        }
        let total: f64 = shares.iter().sum();
        shares.iter().map(|share| share / total).collect()
    }

    /// The mean number who wait.
    pub fn waiting(&self, shares: &[f64]) -> f64 {
        shares.iter().enumerate().map(|(present, share)| share * present.saturating_sub(self.places) as f64).sum()
    }
}

#[test]
fn the_chain_agrees_with_published_results() {
    // Erlang C at 3 a day and 28 days: 1.2874 wait with 95 places, 0.3080 with 100.
    for (places, waiting) in [(95, 1.2874), (100, 0.3080)] {
        let queue = Queue { per_day: 3.0, mean_days: 28.0, places };
        assert!((queue.waiting(&queue.in_equilibrium()) - waiting).abs() < 6e-5, "{places}");
    }
    let queue = Queue { per_day: 3.0, mean_days: 10.0, places: 40 };
    let settled = queue.in_equilibrium();
    let later = queue.a_day_later(&settled);
    assert!(settled.iter().zip(&later).all(|(one, other)| (one - other).abs() < 1e-12), "equilibrium stays");
    // One place: mean waiting rho^2 / (1 - rho).
    let single = Queue { per_day: 0.5, mean_days: 1.0, places: 1 };
    assert!((single.waiting(&single.in_equilibrium()) - 0.5).abs() < 1e-9);
    // Nobody ever leaves: a Poisson number after a day.
    let growing = Queue { per_day: 2.0, mean_days: 1e12, places: 200 };
    let after = &growing.from(0, 1)[0];
    assert!((after[0] - (-2.0_f64).exp()).abs() < 1e-9 && (after[3] - 8.0 / 6.0 * (-2.0_f64).exp()).abs() < 1e-9);
}
