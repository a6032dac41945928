//! Reads `ASSOCIATORS OF` and `REFERENCES OF`.

use super::super::error::QueryError;
use super::super::lexer::Token;
use super::super::syntax::{Associators, Place, References};
use super::{Parser, no_token};
use crate::cim::{Text, WrittenPath};

/// What a `WHERE` behind an object path may say. Each may be said once.
#[derive(Clone, Copy)]
enum Clause {
    /// The word with `=` and a name.
    Named(&'static str),
    /// The word alone.
    Flag(&'static str),
}

const OF_ASSOCIATORS: [Clause; 9] = [
    Clause::Named("AssocClass"),
    Clause::Named("ResultClass"),
    Clause::Named("Role"),
    Clause::Named("ResultRole"),
    Clause::Named("RequiredQualifier"),
    Clause::Named("RequiredAssocQualifier"),
    Clause::Flag("ClassDefsOnly"),
    Clause::Flag("KeysOnly"),
    Clause::Flag("SchemaOnly"),
];
const OF_REFERENCES: [Clause; 6] = [
    Clause::Named("ResultClass"),
    Clause::Named("Role"),
    Clause::Named("RequiredQualifier"),
    Clause::Flag("ClassDefsOnly"),
    Clause::Flag("KeysOnly"),
    Clause::Flag("SchemaOnly"),
];

/// The clauses that were read, with the places where they stand.
#[derive(Default)]
struct Clauses {
    read: Vec<(&'static str, Option<Text>, Token)>,
}

impl Clauses {
    fn name(&mut self, keyword: &str) -> Option<Text> {
        let at = self.read.iter().position(|(read, ..)| *read == keyword)?;
        self.read[at].1.take()
    }

    fn has(&self, keyword: &str) -> bool {
        self.place(keyword).is_some()
    }

    fn place(&self, keyword: &str) -> Option<Token> {
        self.read.iter().find(|(read, ..)| *read == keyword).map(|(.., token)| *token)
    }
}

impl Parser<'_> {
    pub(super) fn associators(&mut self) -> Result<Associators, QueryError> {
        let (path, place) = self.object_path()?;
        let mut clauses = self.clauses(&OF_ASSOCIATORS, &path)?;
        Ok(Associators {
            path,
            place,
            association_class: clauses.name("AssocClass"),
            result_class: clauses.name("ResultClass"),
            role: clauses.name("Role"),
            result_role: clauses.name("ResultRole"),
            required_qualifier: clauses.name("RequiredQualifier"),
            required_association_qualifier: clauses.name("RequiredAssocQualifier"),
            class_definitions_only: clauses.has("ClassDefsOnly"),
            keys_only: clauses.has("KeysOnly"),
            schema_only: clauses.has("SchemaOnly"),
        })
    }

    pub(super) fn references(&mut self) -> Result<References, QueryError> {
        let (path, place) = self.object_path()?;
        let mut clauses = self.clauses(&OF_REFERENCES, &path)?;
        Ok(References {
            path,
            place,
            result_class: clauses.name("ResultClass"),
            role: clauses.name("Role"),
            required_qualifier: clauses.name("RequiredQualifier"),
            class_definitions_only: clauses.has("ClassDefsOnly"),
            keys_only: clauses.has("KeysOnly"),
            schema_only: clauses.has("SchemaOnly"),
        })
    }

    /// `OF {path}`, of which the first word is looked at.
    fn object_path(&mut self) -> Result<(WrittenPath, Place), QueryError> {
        self.advance()?;
        self.keyword("OF")?;
        if !self.is_symbol("{") {
            return Err(self.unexpected("'{' and an object path"));
        }
        let token = self.lexer.braces().map_err(|error| no_token(self.dialect, self.text, error))?;
        self.token = token;
        let path = self.spelt().trim().parse::<WrittenPath>().map_err(|error| QueryError::Unfit {
            dialect: self.dialect,
            position: token.position,
            problem: format!("{error}."),
        })?;
        self.advance()?;
        self.symbol("}")?;
        Ok((path, Place(token.position)))
    }

    fn clauses(&mut self, known: &[Clause], path: &WrittenPath) -> Result<Clauses, QueryError> {
        let mut clauses = Clauses::default();
        if !self.take_keyword("WHERE")? {
            return if self.is_at_end() {
                Ok(clauses)
            } else {
                Err(self.unexpected("WHERE or the end of the query"))
            };
        }
        let words = known.iter().map(|clause| match clause {
            Clause::Named(word) | Clause::Flag(word) => *word,
        });
        let expected = words.collect::<Vec<_>>().join(", ");
        while clauses.read.is_empty() || !self.is_at_end() {
            let token = self.token;
            let is_this = |clause: &&Clause| match clause {
                Clause::Named(word) | Clause::Flag(word) => self.is_keyword(word),
            };
            let Some(clause) = known.iter().find(is_this) else {
                return Err(self.unexpected(&format!("one of {expected}")));
            };
            self.advance()?;
            let (word, name) = match clause {
                Clause::Flag(word) => (*word, None),
                Clause::Named(word) => {
                    self.symbol("=")?;
                    (*word, Some(self.name_or_quoted_name("a name")?))
                }
            };
            if clauses.has(word) {
                return Err(self.unexpected_at(token, &format!("{word} once")));
            }
            clauses.read.push((word, name, token));
        }
        self.agree(&clauses, path)?;
        Ok(clauses)
    }

    /// Refuses what excludes each other.
    fn agree(&self, clauses: &Clauses, path: &WrittenPath) -> Result<(), QueryError> {
        if let (Some(_), Some(token)) = (clauses.place("ClassDefsOnly"), clauses.place("ResultClass")) {
            return Err(
                self.unexpected_at(token, "either ClassDefsOnly or ResultClass, which exclude each other")
            );
        }
        match clauses.place("SchemaOnly") {
            Some(token) if !path.keys.is_empty() => {
                Err(self.unexpected_at(token, "the path of a class, without keys, where SchemaOnly is said"))
            }
            _ => Ok(()),
        }
    }
}
