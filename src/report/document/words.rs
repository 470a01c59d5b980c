//! A sentence whose parts may stand out.

/// Words in order, each part with how it stands out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words(pub Vec<Part>);

/// A part of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    Plain(String),
    Bold(String),
    /// What is typed, or stands so in a file.
    Code(String),
    /// A label beside a name.
    Tag(String),
    /// Something to look at.
    Flag(String),
    /// An `<svg>` element that shows to the eye what other words say; a terminal leaves it out.
    Drawing(String),
}

impl Words {
    /// With plain words after it.
    #[must_use]
    pub fn plain(self, words: impl Into<String>) -> Self {
        self.and(Part::Plain(words.into()))
    }

    /// With bold words after it.
    #[must_use]
    pub fn bold(self, words: impl Into<String>) -> Self {
        self.and(Part::Bold(words.into()))
    }

    /// With something typed after it.
    #[must_use]
    pub fn code(self, words: impl Into<String>) -> Self {
        self.and(Part::Code(words.into()))
    }

    /// With a label after it.
    #[must_use]
    pub fn tag(self, words: impl Into<String>) -> Self {
        self.and(Part::Tag(words.into()))
    }

    /// With something to look at after it.
    #[must_use]
    pub fn flag(self, words: impl Into<String>) -> Self {
        self.and(Part::Flag(words.into()))
    }

    /// With a drawing after it.
    #[must_use]
    pub fn drawing(self, svg: impl Into<String>) -> Self {
        self.and(Part::Drawing(svg.into()))
    }

    fn and(mut self, part: Part) -> Self {
        self.0.push(part);
        self
    }

    /// The words alone.
    pub fn text(&self) -> String {
        let words = self.0.iter().map(|part| match part {
            Part::Plain(words) | Part::Bold(words) | Part::Code(words) | Part::Tag(words) | Part::Flag(words) => {
                words.as_str()
            }
            Part::Drawing(_) => "",
        });
        words.collect()
    }
}

/// Something typed.
pub fn code(words: impl Into<String>) -> Words {
    Words::default().code(words)
}

/// A paragraph with a title of its own: `title`, in bold, and what follows.
pub fn titled(title: impl Into<String>, words: impl AsRef<str>) -> Words {
    Words::default().bold(title).plain(format!(" {}", words.as_ref()))
}

impl From<&str> for Words {
    fn from(words: &str) -> Self {
        Self(vec![Part::Plain(words.into())])
    }
}

impl From<String> for Words {
    fn from(words: String) -> Self {
        Self(vec![Part::Plain(words)])
    }
}

impl From<&String> for Words {
    fn from(words: &String) -> Self {
        words.as_str().into()
    }
}
