//! Reads a query.

use super::error::{Position, QueryError};
use super::lexer::{Lexer, Token, TokenKind};
use super::syntax::{Clause, Columns, Dialect, PropertyPath, Select, Span};
use crate::cim::{Text, name};

/// The words that are no names of properties and classes. All others may be, where no clause can begin.
const KEYWORDS: [&str; 3] = ["SELECT", "FROM", "WHERE"];
/// What may follow the class.
const CLAUSES: [&str; 5] = ["WHERE", "WITHIN", "GROUP", "HAVING", "ORDER"];

/// Reads a query in the dialect of this name.
pub fn parse(dialect: &str, text: &str) -> Result<Select, QueryError> {
    let dialect = Dialect::named(dialect).ok_or_else(|| QueryError::UnknownDialect(dialect.to_owned()))?;
    let mut parser = Parser {
        dialect,
        text,
        lexer: Lexer::new(text),
        token: Token { kind: TokenKind::End, span: Span { start: 0, end: 0 } },
    };
    parser.advance()?;
    parser.select()
}

struct Parser<'a> {
    dialect: Dialect,
    text: &'a str,
    lexer: Lexer<'a>,
    /// The token that is looked at.
    token: Token,
}

impl<'a> Parser<'a> {
    fn select(&mut self) -> Result<Select, QueryError> {
        for (keyword, operation) in
            [("ASSOCIATORS", "AssociatorInstances"), ("REFERENCES", "ReferenceInstances")]
        {
            if self.dialect == Dialect::Wql && self.is_keyword(keyword) {
                return Err(QueryError::Unsupported {
                    dialect: self.dialect,
                    what: format!("{keyword} OF"),
                    advice: format!("Use MI_Session_{operation} in its place."),
                });
            }
        }
        self.keyword("SELECT")?;
        let columns = self.columns()?;
        self.keyword("FROM")?;
        let class = self.name("the name of a class")?;
        Ok(Select { dialect: self.dialect, columns, class, clause: self.clause()? })
    }

    fn columns(&mut self) -> Result<Columns, QueryError> {
        if self.take("*")? {
            return Ok(Columns::All);
        }
        let mut paths = vec![self.path("* or the name of a property")?];
        while self.take(",")? {
            paths.push(self.path("the name of a property")?);
        }
        if !self.is_keyword("FROM") {
            return Err(self.unexpected("',' and another property, or FROM"));
        }
        Ok(Columns::Properties(paths))
    }

    fn path(&mut self, expected: &str) -> Result<PropertyPath, QueryError> {
        let start = self.token.span.start;
        let mut end = self.token.span.end;
        let mut names = vec![self.name(expected)?];
        while self.take(".")? {
            end = self.token.span.end;
            names.push(self.name("the name of a property")?);
        }
        Ok(PropertyPath { names, span: Span { start, end } })
    }

    /// What follows the class. Its tokens are looked at, so that what is none is told here.
    fn clause(&mut self) -> Result<Option<Clause>, QueryError> {
        if self.token.kind == TokenKind::End {
            return Ok(None);
        }
        let start = self.token.span.start;
        let Some(keyword) = CLAUSES.into_iter().find(|keyword| self.is_keyword(keyword)) else {
            return Err(self.unexpected("WHERE or the end of the query"));
        };
        let mut end = self.token.span.end;
        self.advance()?;
        if self.token.kind == TokenKind::End {
            return Err(self.unexpected(&format!("something after {keyword}")));
        }
        while self.token.kind != TokenKind::End {
            end = self.token.span.end;
            self.advance()?;
        }
        Ok(Some(Clause { keyword, span: Span { start, end } }))
    }

    fn name(&mut self, expected: &str) -> Result<Text, QueryError> {
        let word = self.spelt();
        let is_name = self.token.kind == TokenKind::Word
            && name::is_legal_name(word)
            && !KEYWORDS.iter().any(|keyword| word.eq_ignore_ascii_case(keyword));
        if !is_name {
            return Err(self.unexpected(expected));
        }
        self.advance()?;
        Ok(Text::from(word))
    }

    fn keyword(&mut self, keyword: &str) -> Result<(), QueryError> {
        if self.is_keyword(keyword) { self.advance() } else { Err(self.unexpected(keyword)) }
    }

    fn is_keyword(&self, keyword: &str) -> bool {
        self.token.kind == TokenKind::Word && self.spelt().eq_ignore_ascii_case(keyword)
    }

    fn take(&mut self, symbol: &str) -> Result<bool, QueryError> {
        let is_there = self.token.kind == TokenKind::Symbol && self.spelt() == symbol;
        if is_there {
            self.advance()?;
        }
        Ok(is_there)
    }

    fn spelt(&self) -> &'a str {
        &self.text[self.token.span.start..self.token.span.end]
    }

    fn advance(&mut self) -> Result<(), QueryError> {
        self.token = self.lexer.next().map_err(|error| self.invalid(error.span, error.expected))?;
        Ok(())
    }

    fn unexpected(&self, expected: &str) -> QueryError {
        self.invalid(self.token.span, expected)
    }

    fn invalid(&self, span: Span, expected: &str) -> QueryError {
        /// Of a long piece the beginning says enough.
        const SHOWN: usize = 40;
        let piece = &self.text[span.start..span.end];
        let found = match piece.chars().nth(SHOWN) {
            _ if piece.is_empty() => "the end of the query".to_owned(),
            None => format!("'{}'", piece.escape_debug()),
            Some(_) => format!("'{}…'", piece.chars().take(SHOWN).collect::<String>().escape_debug()),
        };
        QueryError::Invalid {
            dialect: self.dialect,
            position: Position::of(self.text, span.start),
            expected: expected.to_owned(),
            found,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::cim::Status;

    fn columns(text: &str) -> Vec<String> {
        match parse("WQL", text).unwrap().columns {
            Columns::All => vec!["*".to_owned()],
            Columns::Properties(paths) => paths.iter().map(PropertyPath::to_text).collect(),
        }
    }

    fn error(text: &str) -> String {
        let error = parse("WQL", text).unwrap_err();
        assert_eq!(error.status(), Status::InvalidQuery);
        error.to_string().trim_start_matches("The WQL query is not valid: ").to_owned()
    }

    #[test]
    fn all_of_a_class_is_asked_for() {
        for dialect in ["WQL", "wql", "CQL", "DMTF:CQL"] {
            let select = parse(dialect, " select *\n\tFrom CIM_Process ").unwrap();
            assert_eq!(select.columns, Columns::All);
            assert_eq!((select.class, select.clause), (Text::from("CIM_Process"), None));
        }
    }

    #[test]
    fn properties_are_listed_in_their_order_and_with_the_way_to_them() {
        assert_eq!(columns("SELECT b, a FROM X"), ["b", "a"]);
        assert_eq!(columns("SELECT TargetInstance . Name,Time FROM X"), ["TargetInstance.Name", "Time"]);
    }

    #[test]
    fn a_path_knows_where_it_stands() {
        let text = "SELECT a, b.cd FROM X";
        let Columns::Properties(paths) = parse("CQL", text).unwrap().columns else { panic!("a list") };
        assert_eq!(&text[paths[1].span.start..paths[1].span.end], "b.cd");
    }

    #[test]
    fn a_clause_is_found_whole() {
        let text = "SELECT * FROM X WHERE a = 'from' AND b <> 1 ";
        let clause = parse("WQL", text).unwrap().clause.unwrap();
        assert_eq!(clause.keyword, "WHERE");
        assert_eq!(&text[clause.span.start..clause.span.end], "WHERE a = 'from' AND b <> 1");
        assert_eq!(parse("WQL", "SELECT * FROM X within 10").unwrap().clause.unwrap().keyword, "WITHIN");
    }

    #[test]
    fn an_error_says_where_what_was_expected_and_what_is_there() {
        for (text, expected) in [
            ("", "at column 1, expected SELECT, found the end of the query."),
            ("DELETE X", "at column 1, expected SELECT, found 'DELETE'."),
            ("SELECT FROM X", "at column 8, expected * or the name of a property, found 'FROM'."),
            ("SELECT a b FROM X", "at column 10, expected ',' and another property, or FROM, found 'b'."),
            ("SELECT a, FROM X", "at column 11, expected the name of a property, found 'FROM'."),
            ("SELECT a. FROM X", "at column 11, expected the name of a property, found 'FROM'."),
            ("SELECT *", "at column 9, expected FROM, found the end of the query."),
            ("SELECT *\nFROM\n 1X", "at line 3, column 2, expected the name of a class, found '1X'."),
            ("SELECT * FROM Größe", "at column 15, expected the name of a class, found 'Größe'."),
            ("SELECT * FROM X Y", "at column 17, expected WHERE or the end of the query, found 'Y'."),
            (
                "SELECT * FROM X WHERE",
                "at column 22, expected something after WHERE, found the end of the query.",
            ),
            ("SELECT * FROM X;", "at column 16, expected a name, a value or an operator, found ';'."),
            (
                "SELECT * FROM X WHERE a='é",
                "at column 25, expected a quotation mark at the end of the text, found ''é'.",
            ),
        ] {
            assert_eq!(error(text), expected.replace("''é'", "'\\'é'"), "{text}");
        }
    }

    #[test]
    fn a_language_that_nobody_knows_is_told_with_those_that_are() {
        let error = parse("SQL", "SELECT * FROM X").unwrap_err();
        assert_eq!(error.status(), Status::QueryLanguageNotSupported);
        assert!(error.to_string().contains("'SQL'") && error.to_string().contains("WQL, CQL"));
    }

    #[test]
    fn what_wql_has_besides_select_is_not_supported_and_says_what_to_use() {
        let error = parse("WQL", "ASSOCIATORS OF {X.a=1}").unwrap_err();
        assert_eq!(error.status(), Status::NotSupported);
        assert!(error.to_string().contains("MI_Session_AssociatorInstances"));
    }

    proptest! {
        #[test]
        fn no_text_makes_the_parser_panic(text in any::<String>()) {
            let _ = parse("WQL", &text);
        }

        #[test]
        fn text_that_looks_right_makes_no_panic_and_errors_stand_in_the_text(
            text in "((SELECT|FROM|WHERE|[a-zA-Z_é]{1,4}|[*,.;'\"\\\\=<>\n]|[0-9.]{1,3}) ?){0,12}",
        ) {
            if let Err(QueryError::Invalid { position, .. }) = parse("CQL", &text) {
                let lines: Vec<&str> = text.split('\n').collect();
                prop_assert!((1..=lines.len()).contains(&position.line));
                let columns = lines[position.line - 1].chars().count() + 1;
                prop_assert!((1..=columns).contains(&position.column), "{position:?}");
            }
        }

        #[test]
        fn an_error_is_told_at_its_place(before in "[ \t\n]{0,6}", names in 0..5usize) {
            let text = format!("SELECT a{}{before}? FROM X", ", b".repeat(names));
            let Err(QueryError::Invalid { position, .. }) = parse("WQL", &text) else {
                return Err(TestCaseError::fail("a question mark is no token"));
            };
            prop_assert_eq!(position, Position::of(&text, text.find('?').unwrap()));
        }

        #[test]
        fn what_is_written_is_read_back(
            paths in proptest::collection::vec("_[a-z]{1,5}([.]_[a-z]{1,5}){0,2}", 1..6),
            class in "_[A-Za-z0-9]{1,8}",
        ) {
            let text = format!("SELECT {} FROM {class}", paths.join(", "));
            prop_assert_eq!(columns(&text), paths);
            prop_assert_eq!(parse("WQL", &text).unwrap().class.to_string(), class);
        }
    }
}
