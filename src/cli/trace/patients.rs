//! What patients are called: `complex-1000`, or `complex-o17` for someone of the opening census. Numbers begin at 1.

use crate::cli::failure::Failure;
use crate::cli::words::listed;
use crate::model::{CareSystem, Who};
use crate::scenario::nearest;

/// Marks the number of a patient of the opening census.
const OPENING: char = 'o';

/// One patient of a replication.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PatientId {
    /// Position in `CareSystem::groups`.
    pub group: usize,
    pub of_opening_census: bool,
    /// From 0, as the model counts.
    pub number: u32,
}

impl From<Who> for PatientId {
    fn from(who: Who) -> Self {
        Self { group: who.group, of_opening_census: who.of_opening_census, number: who.number }
    }
}

impl PatientId {
    /// The patient with a name as typed.
    pub fn parse(text: &str, system: &CareSystem) -> Result<Self, Failure> {
        let groups = || system.groups.iter().map(|group| group.id.as_str());
        let example = || groups().next().unwrap_or("group");
        let form = || format!("write the group and a number from 1, such as {0}-1 or {0}-{OPENING}1", example());
        let odd = || Failure::cannot(format!("`{text}` names no patient")).help(form());
        let (group, number) = text.rsplit_once('-').ok_or_else(odd)?;
        let in_opening = number.strip_prefix(OPENING);
        let number = in_opening.unwrap_or(number).parse::<u32>().ok().and_then(|number| number.checked_sub(1));
        let number = number.ok_or_else(odd)?;
        let position = groups().position(|known| known == group).ok_or_else(|| {
            let help =
                nearest(group, groups()).map(|near| format!("did you mean `{}`?", text.replacen(group, near, 1)));
            Failure::cannot(format!("there is no patient group `{group}`"))
                .help(help.unwrap_or_else(|| format!("the groups are {}", listed(groups()))))
        })?;
        Ok(Self { group: position, of_opening_census: in_opening.is_some(), number })
    }

    /// What the patient is called.
    pub fn text(self, system: &CareSystem) -> String {
        let opening = if self.of_opening_census { "o" } else { "" };
        format!("{}-{opening}{}", system.groups[self.group].id, u64::from(self.number) + 1)
    }
}
