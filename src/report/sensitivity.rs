//! What `dtoc sensitivity` found.
use super::{File, Stamp};
use crate::experiment::sensitivity::Sensitivity;
use crate::scenario::Scenario;

/// What standard output gets.
pub fn summary_text(_scenario: &Scenario, found: &Sensitivity, _folder: &str, _width: u16) -> String {
    let mut out = String::new();
    for one in &found.assumptions {
        out.push_str(&format!("{} {:?}..{:?} whole {} | low {:.1} high {:.1} swing {:.1}±{:.1} {} {} | lead {:.1?} {:.1?} | {:?} | {:?} n={} best {} {} cont {:?}\n", one.ranged.path(), one.ranged.low, one.ranged.high, one.ranged.is_whole,
            one.low.preferred.delayed.mean, one.high.preferred.delayed.mean, one.swing.change.delayed.mean, one.swing.change.delayed.half_width(), one.swing.is_count_told, one.swing.is_money_alone, one.low.lead.map(|l| (l.mean, l.half_width())), one.high.lead.map(|l| (l.mean, l.half_width())),
            one.decision, one.target, one.low.replications, one.low.best, one.high.best, (&one.low.contenders, &one.high.contenders)));
    }
    out.push_str(&format!(
        "{:#?}\n{:?}\n",
        found.stated,
        (found.preferred, found.runner_up, found.lead, found.over_reference)
    ));
    out.push_str(&format!("{:?}\n{:?}\n", found.favourable, found.unfavourable));
    if let Some(screening) = &found.screening {
        out.push_str(&format!("{} {} {}\n", screening.trajectories, screening.refused, screening.reach));
        for (one, s) in found.assumptions.iter().zip(&screening.assumptions) {
            out.push_str(&format!("{:70} mu* {:.1} ({:.1}..{:.1}) sigma {:.1} chance {:.1} share {:.2} rms {:.1} beyond {} dep {} | lead mu* {:.1} sigma {:.1} beyond {} dep {}\n", one.ranged.path(), s.count.mean_size.mean, s.count.mean_size.lower, s.count.mean_size.upper, s.count.deviation.mean, s.count.chance, s.count.share_of_chance(), s.count.mean_square.mean.max(0.0).sqrt(), s.count.is_beyond_chance(), s.count.depends_on_others(),
            s.lead.unwrap().mean_size.mean,  s.lead.unwrap().deviation.mean, s.lead.unwrap().is_beyond_chance(), s.lead.unwrap().depends_on_others()));
        }
    }
    out
}

/// Every file of the folder.
pub fn files(_scenario: &Scenario, _found: &Sensitivity, _stamp: &Stamp) -> Vec<File> {
    vec![File::new("summary.json", "{\"format\": 1, \"scenario\": 1, \"replications\": 1}")]
}
