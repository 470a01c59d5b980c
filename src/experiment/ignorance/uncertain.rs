//! What a study is asked to draw.

use serde::{Deserialize, Serialize};

use super::{Ignorance, Posterior};
use crate::experiment::study::{Complaint, Complaints, NamedText, Subject};
use crate::experiment::words::grouped;

/// Draws that are tried before anything is simulated.
const REHEARSED: u64 = 200;

/// What is to be drawn for every replication, as it is asked for. It is written down whole, with the text of a sample, so that what
/// was found with it can be told from other findings where the file of the sample is not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Uncertain {
    /// Assumptions with `low` and `high` are drawn from these.
    pub ranges: bool,
    /// A posterior sample.
    pub posterior: Option<NamedText>,
}

impl Uncertain {
    /// How to draw it.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with a posterior sample; or that nothing has a range.
    pub fn ignorance(&self, seed: u64, subject: &Subject) -> Result<Ignorance, Complaints> {
        let scenario = &subject.scenario;
        let read = |sample: &NamedText| {
            Posterior::read(&sample.text, &scenario.assumptions).map_err(|wrong| {
                let complaint = |wrong: super::Complaint| Complaint {
                    what: format!("`{}`, line {}: {}", sample.name, wrong.line, wrong.what),
                    help: wrong.help,
                    ..Complaint::default()
                };
                Complaints(wrong.into_iter().map(complaint).collect())
            })
        };
        let posterior = self.posterior.as_ref().map(read).transpose()?;
        let ignorance = Ignorance::new(seed, subject.draft.clone(), &scenario.assumptions, self.ranges, posterior);
        if ignorance.is_empty() {
            let complaint = Complaint::new(format!("no assumption of `{}` has a range to draw it from", scenario.id));
            return Err(complaint
                .help("write `low` and `high` beside its value: { value = 30, low = 20, high = 45 }")
                .into());
        }
        Ok(ignorance)
    }

    /// The same, when the scenario accepts at least half of the first draws.
    ///
    /// # Errors
    ///
    /// As for [`Uncertain::ignorance`], and when it refuses more than half.
    pub fn rehearsed(&self, seed: u64, subject: &Subject) -> Result<Ignorance, Complaints> {
        let ignorance = self.ignorance(seed, subject)?;
        let rehearsal = ignorance.rehearse(REHEARSED);
        if !rehearsal.is_hopeless() {
            return Ok(ignorance);
        }
        let complaint = Complaint::new(format!(
            "`{}` refuses {} of the first {} draws: what is left of the ranges is not what they say",
            subject.scenario.id,
            grouped(rehearsal.refused),
            grouped(rehearsal.draws)
        ));
        let complaint = complaint
            .help("narrow the ranges so that their values go together; the first draw that was refused is shown above");
        Err(complaint.problems(rehearsal.first).into())
    }

    /// In words, to tell one study from another.
    pub fn in_words(&self) -> String {
        // Where the file stood does not matter.
        let sample = |sample: &NamedText| {
            format!("the posterior sample with the checksum {:08x}", crc32fast::hash(sample.text.as_bytes()))
        };
        match (&self.posterior, self.ranges) {
            (None, _) => "drawn from their ranges".into(),
            (Some(posterior), false) => format!("drawn from {}", sample(posterior)),
            (Some(posterior), true) => format!("drawn from {}, the others from their ranges", sample(posterior)),
        }
    }
}
