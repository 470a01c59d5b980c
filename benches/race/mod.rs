//! Timing programs that do the same work: in turn, many times, so that what disturbs one disturbs all.

use std::sync::LazyLock;
use std::time::Instant;

/// Seconds that one program took, round by round.
pub struct Times(Vec<f64>);

impl Times {
    /// Median over the rounds.
    pub fn median(&self) -> f64 {
        median(self.0.clone())
    }

    /// How many times as long as another program: median over the rounds of the ratio in the round.
    pub fn over(&self, other: &Self) -> f64 {
        median(self.0.iter().zip(&other.0).map(|(this, other)| this / other).collect())
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// Lets programs run in turn for so many rounds, by a clock. Each is told the number of the round.
pub fn race<const PROGRAMS: usize>(
    clock: fn() -> f64,
    rounds: u64,
    mut programs: [&mut dyn FnMut(u64); PROGRAMS],
) -> [Times; PROGRAMS] {
    let mut times = [const { Times(Vec::new()) }; PROGRAMS];
    // The first round only warms up.
    for round in 0..=rounds {
        for (program, Times(seconds)) in programs.iter_mut().zip(&mut times) {
            let begin = clock();
            program(round);
            if round > 0 {
                seconds.push(clock() - begin);
            }
        }
    }
    times
}

/// Seconds that the processor has worked for this thread: what else the machine does counts for little.
#[cfg(unix)]
pub fn processor() -> f64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 * 1e-9
}

/// Seconds that have passed, where the time of the processor cannot be asked for.
#[cfg(not(unix))]
pub fn processor() -> f64 {
    wall()
}

/// Seconds that have passed since this was first asked.
#[expect(clippy::disallowed_methods, reason = "this is about how long it takes")]
pub fn wall() -> f64 {
    static BEGIN: LazyLock<Instant> = LazyLock::new(Instant::now);
    BEGIN.elapsed().as_secs_f64()
}
