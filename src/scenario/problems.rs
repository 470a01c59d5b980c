//! What is wrong with a scenario: every problem found, each with the words, the place and the way out.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level as Heading, Renderer, Snippet};

/// A text that problems can point into: a scenario file, one it extends, or the overrides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The name as messages show it.
    pub name: String,
    pub text: String,
}

/// A stretch of a source, in bytes. Always on the boundaries of characters and inside the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Position in [`Problems::sources`].
    pub source: usize,
    pub start: usize,
    pub end: usize,
}

impl Place {
    /// The place of a range of bytes, moved inside the text and onto the boundaries of characters.
    pub(super) fn within(source: usize, text: &str, range: Range<usize>) -> Self {
        let start = text.floor_char_boundary(range.start.min(text.len()));
        let end = text.ceil_char_boundary(range.end.clamp(start, text.len()));
        Self { source, start, end }
    }
}

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// The scenario is refused.
    Error,
    /// The scenario runs, but probably does not say what its author meant.
    Warning,
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub severity: Severity,
    pub place: Place,
    /// What is wrong, in one line.
    pub headline: String,
    /// The rule, written under the underlined text; may be empty.
    pub label: String,
    /// What to write instead.
    pub help: Option<String>,
    /// Why the rule is there.
    pub note: Option<String>,
    /// True for something that is not there: in a text with syntax errors it may only be unreadable, and is not reported.
    pub(super) is_absence: bool,
}

impl Problem {
    /// An error at a place.
    pub fn error(place: Place, headline: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            place,
            headline: headline.into(),
            label: String::new(),
            help: None,
            note: None,
            is_absence: false,
        }
    }

    /// A warning at a place.
    pub fn warning(place: Place, headline: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(place, headline) }
    }

    /// An error about something that is not there.
    pub fn absence(place: Place, headline: impl Into<String>) -> Self {
        Self { is_absence: true, ..Self::error(place, headline) }
    }

    /// With these words under the underlined text.
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// With a way out.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// With a way out, where one is known.
    pub fn help_if(mut self, help: Option<String>) -> Self {
        self.help = help.or(self.help);
        self
    }

    /// With a reason for the rule.
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }
}

/// All problems of a scenario, in the order of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems {
    sources: Vec<Source>,
    list: Vec<Problem>,
}

impl Problems {
    /// The problems found in these sources, sorted by place. The same words at the same place are said once.
    pub(super) fn new(sources: Vec<Source>, mut list: Vec<Problem>) -> Self {
        list.sort_by_key(|problem| problem.place);
        list.dedup_by(|later, earlier| later.place == earlier.place && later.headline == earlier.headline);
        Self { sources, list }
    }

    /// The texts that the places point into.
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// The problems in the order of the text.
    pub fn iter(&self) -> impl Iterator<Item = &Problem> {
        self.list.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// How many of them forbid the scenario to run.
    pub fn errors(&self) -> usize {
        self.iter().filter(|problem| problem.severity == Severity::Error).count()
    }

    /// True when nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Every problem in the manner of rustc: headline, file, line and column, the text underlined, the rule, the help.
    pub fn render(&self, colour: bool) -> String {
        let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
        let reports = self.list.iter().map(|problem| renderer.render(&[self.report(problem)]));
        reports.collect::<Vec<_>>().join("\n\n") + "\n"
    }

    fn report<'a>(&'a self, problem: &'a Problem) -> Group<'a> {
        let source = &self.sources[problem.place.source];
        let underline = AnnotationKind::Primary.span(problem.place.start..problem.place.end);
        let underline = if problem.label.is_empty() { underline } else { underline.label(&problem.label) };
        let heading = match problem.severity {
            Severity::Error => Heading::ERROR,
            Severity::Warning => Heading::WARNING,
        };
        let snippet = Snippet::source(&source.text).path(&source.name).annotation(underline);
        let mut group = heading.primary_title(&problem.headline).element(snippet);
        if let Some(note) = &problem.note {
            group = group.element(Heading::NOTE.message(note));
        }
        if let Some(help) = &problem.help {
            group = group.element(Heading::HELP.message(help));
        }
        group
    }
}
