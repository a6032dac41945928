//! The patterns of LIKE: those of WQL, and the Basic Like of CQL.

use super::syntax::Dialect;

/// A pattern that texts are matched with as a whole.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Pattern {
    /// What a match begins with, character by character.
    prefix: String,
    items: Vec<Item>,
    /// Whether letters are compared without case, in ASCII: names are.
    is_folded: bool,
}

/// What one character is matched with, and whether as often as one likes.
#[derive(Clone, Debug, PartialEq)]
struct Item {
    of: Set,
    is_repeated: bool,
}

#[derive(Clone, Debug, PartialEq)]
enum Set {
    Any,
    One(char),
    /// Characters from the first to the last of each pair.
    Among {
        ranges: Vec<(char, char)>,
        is_negated: bool,
    },
}

impl Set {
    fn holds(&self, character: char) -> bool {
        match self {
            Set::Any => true,
            Set::One(one) => *one == character,
            Set::Among { ranges, is_negated } => {
                ranges.iter().any(|(first, last)| (*first..=*last).contains(&character)) != *is_negated
            }
        }
    }
}

impl Pattern {
    /// A pattern as it is written in this language, or what is wrong with it.
    pub(super) fn read(dialect: Dialect, text: &str, is_folded: bool) -> Result<Pattern, &'static str> {
        let folded;
        let text = if is_folded {
            folded = text.to_ascii_lowercase();
            &folded
        } else {
            text
        };
        let mut items = match dialect {
            Dialect::Wql => read_wql(text)?,
            Dialect::Cql => read_cql(text)?,
        };
        let plain = items.iter().take_while(|item| !item.is_repeated && matches!(item.of, Set::One(_)));
        let length = plain.count();
        let prefix = items.drain(..length).filter_map(|item| match item.of {
            Set::One(character) => Some(character),
            _ => None,
        });
        let prefix = prefix.collect();
        Ok(Pattern { prefix, items, is_folded })
    }

    /// What a matching text begins with. Names are told in small letters, and match in any.
    pub(super) fn prefix(&self) -> &str {
        &self.prefix
    }

    /// Whether the whole text matches.
    pub(super) fn matches(&self, text: &str) -> bool {
        let rest = if self.is_folded {
            let prefix = text.get(..self.prefix.len());
            prefix
                .filter(|prefix| prefix.eq_ignore_ascii_case(&self.prefix))
                .map(|_| &text[self.prefix.len()..])
        } else {
            text.strip_prefix(self.prefix.as_str())
        };
        let Some(rest) = rest else { return false };
        match &self.items[..] {
            [] => rest.is_empty(),
            [Item { of: Set::Any, is_repeated: true }] => true,
            items if items.len() < 64 => matches_few(items, self.folding(rest)),
            items => matches_many(items, self.folding(rest)),
        }
    }

    fn folding<'a>(&self, text: &'a str) -> impl Iterator<Item = char> + 'a {
        let is_folded = self.is_folded;
        text.chars().map(move |character| if is_folded { character.to_ascii_lowercase() } else { character })
    }
}

/// The items that may come next are the bits of a number: one step a character, whatever the pattern repeats.
fn matches_few(items: &[Item], text: impl Iterator<Item = char>) -> bool {
    let skipped = |mut states: u64| {
        for (at, item) in items.iter().enumerate() {
            if item.is_repeated && states & (1 << at) != 0 {
                states |= 1 << (at + 1);
            }
        }
        states
    };
    let mut states = skipped(1);
    for character in text {
        let mut next = 0;
        let mut left = states & !(1 << items.len());
        while left != 0 {
            let at = left.trailing_zeros() as usize;
            left &= left - 1;
            if items[at].of.holds(character) {
                next |= 1 << (at + usize::from(!items[at].is_repeated));
            }
        }
        if next == 0 {
            return false;
        }
        states = skipped(next);
    }
    states & (1 << items.len()) != 0
}

/// The same for long patterns.
fn matches_many(items: &[Item], text: impl Iterator<Item = char>) -> bool {
    let skip = |states: &mut [bool]| {
        for (at, item) in items.iter().enumerate() {
            states[at + 1] |= states[at] && item.is_repeated;
        }
    };
    let mut states = vec![false; items.len() + 1];
    let mut next = states.clone();
    states[0] = true;
    skip(&mut states);
    for character in text {
        next.fill(false);
        for (at, item) in items.iter().enumerate().filter(|(at, _)| states[*at]) {
            next[at + usize::from(!item.is_repeated)] |= item.of.holds(character);
        }
        std::mem::swap(&mut states, &mut next);
        skip(&mut states);
    }
    states[items.len()]
}

/// `%` is any text, `_` any character, `[...]` one among some, `[^...]` one that is not among some.
fn read_wql(text: &str) -> Result<Vec<Item>, &'static str> {
    let mut items = Vec::new();
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        let (of, is_repeated) = match character {
            '%' => (Set::Any, true),
            '_' => (Set::Any, false),
            '[' => (read_set(&mut characters)?, false),
            character => (Set::One(character), false),
        };
        let item = Item { of, is_repeated };
        // Any text behind any text is any text.
        if !item.is_repeated || items.last() != Some(&item) {
            items.push(item);
        }
    }
    Ok(items)
}

/// What stands in brackets. A bracket that comes first in them is one of the characters.
fn read_set(characters: &mut std::str::Chars<'_>) -> Result<Set, &'static str> {
    const OPEN: &str = "a ']' behind the characters of a set";
    let is_negated = characters.as_str().starts_with('^');
    if is_negated {
        characters.next();
    }
    let mut ranges = Vec::new();
    loop {
        let first = characters.next().ok_or(OPEN)?;
        if first == ']' && !ranges.is_empty() {
            return Ok(Set::Among { ranges, is_negated });
        }
        let mut ahead = characters.clone();
        let last = match (ahead.next(), ahead.next()) {
            (Some('-'), Some(last)) if last != ']' => {
                *characters = ahead;
                last
            }
            _ => first,
        };
        if last < first {
            return Err("a range of characters from the lower to the higher");
        }
        ranges.push((first, last));
    }
}

/// `.` is any character, `*` repeats the character in front of it, and `\` takes the next one as it is.
fn read_cql(text: &str) -> Result<Vec<Item>, &'static str> {
    let mut items: Vec<Item> = Vec::new();
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        let of = match character {
            '.' => Set::Any,
            '\\' => Set::One(characters.next().ok_or("a character behind the last '\\'")?),
            '*' => {
                let last = items.last_mut().filter(|last| !last.is_repeated);
                last.ok_or("a character in front of each '*'")?.is_repeated = true;
                continue;
            }
            character => Set::One(character),
        };
        items.push(Item { of, is_repeated: false });
    }
    Ok(items)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn matches(dialect: Dialect, pattern: &str, text: &str) -> bool {
        Pattern::read(dialect, pattern, false).unwrap().matches(text)
    }

    #[test]
    fn patterns_of_wql_match_as_the_documentation_says() {
        for (pattern, yes, no) in [
            ("abc", vec!["abc"], vec!["ABC", "abcd", "ab", ""]),
            ("", vec![""], vec!["a"]),
            ("%", vec!["", "a", "äöü"], vec![]),
            ("%Win%", vec!["Win", "aWinb", "WinWin"], vec!["win", "Wi"]),
            ("a_c", vec!["abc", "aéc"], vec!["ac", "abbc"]),
            ("[a-f]x", vec!["ax", "fx"], vec!["gx", "x", "aax"]),
            ("[^a-f]x", vec!["gx", "éx"], vec!["ax", "x"]),
            ("%[_][_]%", vec!["__CLASS", "a__b"], vec!["_a_", "ab"]),
            ("50[%]", vec!["50%"], vec!["500"]),
            ("[]]a[[]", vec!["]a["], vec!["a"]),
            ("[a-]", vec!["a", "-"], vec!["b"]),
            ("x^y", vec!["x^y"], vec!["xy"]),
            ("a%b%c", vec!["abc", "aXbYc", "abbcc"], vec!["acb", "ab"]),
        ] {
            yes.iter().for_each(|text| assert!(matches(Dialect::Wql, pattern, text), "{pattern} {text}"));
            no.iter().for_each(|text| assert!(!matches(Dialect::Wql, pattern, text), "{pattern} {text}"));
        }
    }

    #[test]
    fn patterns_of_cql_match_as_basic_like_says() {
        for (pattern, yes, no) in [
            ("a.c", vec!["abc"], vec!["ac"]),
            ("ab*c", vec!["ac", "abc", "abbbc"], vec!["abb", "adc"]),
            (".*x", vec!["x", "aax"], vec!["xa"]),
            (r"a\.b\*", vec!["a.b*"], vec!["axb*", "a.b"]),
            ("%_[a]", vec!["%_[a]"], vec!["xa"]),
        ] {
            yes.iter().for_each(|text| assert!(matches(Dialect::Cql, pattern, text), "{pattern} {text}"));
            no.iter().for_each(|text| assert!(!matches(Dialect::Cql, pattern, text), "{pattern} {text}"));
        }
    }

    #[test]
    fn patterns_that_make_no_sense_are_refused() {
        for (dialect, pattern) in [
            (Dialect::Wql, "a["),
            (Dialect::Wql, "[]"),
            (Dialect::Wql, "[z-a]"),
            (Dialect::Cql, "*a"),
            (Dialect::Cql, "a**"),
            (Dialect::Cql, "a\\"),
        ] {
            assert!(Pattern::read(dialect, pattern, false).is_err(), "{pattern}");
        }
    }

    #[test]
    fn names_match_without_case() {
        let pattern = Pattern::read(Dialect::Wql, "cim_%[A-C]", true).unwrap();
        assert!(pattern.matches("CIM_thingb") && !pattern.matches("CIM_thingd"));
        assert_eq!(pattern.prefix(), "cim");
    }

    /// The rules of WQL's patterns, said once more: by trying every way.
    fn tried(pattern: &[char], text: &[char]) -> bool {
        match pattern {
            [] => text.is_empty(),
            ['%', rest @ ..] => (0..=text.len()).any(|from| tried(rest, &text[from..])),
            ['_', rest @ ..] => !text.is_empty() && tried(rest, &text[1..]),
            [one, rest @ ..] => text.first() == Some(one) && tried(rest, &text[1..]),
        }
    }

    proptest! {
        #[test]
        fn matching_agrees_with_trying_every_way(pattern in "[ab%_]{0,8}", text in "[abé]{0,8}", long in any::<bool>()) {
            let characters: Vec<char> = pattern.chars().collect();
            let expected = tried(&characters, &text.chars().collect::<Vec<_>>());
            prop_assert_eq!(matches(Dialect::Wql, &pattern, &text), expected);
            if long {
                let pattern = format!("_{}{pattern}", "_".repeat(64));
                let text = format!("{}{text}", "a".repeat(65));
                prop_assert_eq!(matches(Dialect::Wql, &pattern, &text), expected);
            }
        }
    }
}
