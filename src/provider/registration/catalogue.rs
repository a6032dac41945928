//! Whose a class is: the registrations of all files together.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::file::{ClassEntry, ClassKind, RegistrationError, RegistrationFile};
use super::search::Search;
use crate::cim::{Text, Unit, name};

/// The registered classes, and what their lines say of the classes that they inherit from.
#[derive(Debug, Default)]
pub struct Catalogue {
    nodes: Vec<Node>,
    /// The nodes by [`name::hash`] of namespace and class.
    by_hash: FxHashMap<u64, Vec<usize>>,
    classes: Vec<RegisteredClass>,
    notes: Vec<RegistrationError>,
}

/// A class that a file registers.
#[derive(Clone, Debug)]
pub struct RegisteredClass {
    /// The namespace.
    pub namespace: Text,
    /// What its line says.
    pub entry: ClassEntry,
    /// The file.
    pub file: Arc<RegistrationFile>,
    /// What is wrong with the file, where that keeps it from being used.
    pub fault: Option<RegistrationError>,
}

impl RegisteredClass {
    /// The class's name.
    pub fn name(&self) -> &Text {
        &self.entry.class.name
    }
}

/// A class of a namespace that some line names, as a class or as what a class inherits from.
#[derive(Debug)]
struct Node {
    namespace: Text,
    name: Text,
    superclass: Option<usize>,
    subclasses: Vec<usize>,
    /// Where it is registered, and is no class that others only inherit from.
    class: Option<usize>,
    /// The class whose line was the first to name it.
    named_by: usize,
}

/// A class that some line names.
#[derive(Clone, Copy, Debug)]
pub struct KnownClass<'a> {
    catalogue: &'a Catalogue,
    node: usize,
}

impl Catalogue {
    /// The catalogue of these classes. The first registration of a class counts.
    pub fn of(classes: impl IntoIterator<Item = RegisteredClass>) -> Catalogue {
        let mut catalogue = Catalogue::default();
        classes.into_iter().for_each(|class| catalogue.add(class));
        catalogue
    }

    /// The catalogue of what was found. Where two files register one class the first counts, unless it can't be used.
    pub fn new(search: Search) -> Catalogue {
        let mut catalogue = Catalogue { notes: search.unreadable, ..Default::default() };
        for found in search.files {
            let namespace = Text::from(found.namespace.as_str());
            let fault = found.parsed.errors.first().cloned();
            catalogue.notes.extend(found.parsed.errors);
            catalogue.notes.extend(found.parsed.warnings);
            let file = Arc::new(found.parsed.file);
            for entry in &file.classes {
                catalogue.add(RegisteredClass {
                    namespace: namespace.clone(),
                    entry: entry.clone(),
                    file: Arc::clone(&file),
                    fault: fault.clone(),
                });
            }
        }
        catalogue
    }

    /// What a person should know of the files: what is wrong in them, passed over, or told twice.
    pub fn notes(&self) -> &[RegistrationError] {
        &self.notes
    }

    /// All registered classes.
    pub fn classes(&self) -> &[RegisteredClass] {
        &self.classes
    }

    /// The class of this name in a namespace, whose [`name::hash`] is at hand.
    pub fn find_hashed(&self, hash: u64, namespace: &[Unit], class: &[Unit]) -> Option<KnownClass<'_>> {
        let node = self.by_hash.get(&hash)?.iter().copied().find(|&node| {
            let node = &self.nodes[node];
            name::units_eq_names(node.name.units(), class)
                && name::units_eq_names(node.namespace.units(), namespace)
        })?;
        Some(KnownClass { catalogue: self, node })
    }

    /// The class of this name in a namespace.
    pub fn find(&self, namespace: &Text, class: &Text) -> Option<KnownClass<'_>> {
        self.find_hashed(name::hash(&[namespace.units(), class.units()]), namespace.units(), class.units())
    }

    /// The classes of a namespace that some line names.
    pub fn of_namespace<'a>(&'a self, namespace: &'a Text) -> impl Iterator<Item = KnownClass<'a>> {
        let is_there = move |&node: &usize| name::eq_names(&self.nodes[node].namespace, namespace);
        (0..self.nodes.len()).filter(is_there).map(|node| KnownClass { catalogue: self, node })
    }

    /// The associations of a namespace that may refer to instances of a class: an end of theirs is the class, or one that
    /// it inherits from. With `association`, those that are this class or inherit from it; it itself counts whatever its
    /// ends are. With `result`, those whose other end may have something to do with that class.
    pub fn associations(
        &self,
        namespace: &Text,
        class: &Text,
        association: Option<&Text>,
        result: Option<&Text>,
    ) -> Vec<usize> {
        let is_a = |class: &Text, base: &Text| {
            name::eq_names(class, base)
                || self.find(namespace, class).is_some_and(|class| class.inherits_from(base))
        };
        // What no line names is nothing to choose by.
        let result = result.filter(|result| self.find(namespace, result).is_some());
        let may_bring = |end: &Text| result.is_none_or(|result| is_a(end, result) || is_a(result, end));
        let fits = |registered: &RegisteredClass| {
            let ends = &registered.entry.ends;
            let leads_on =
                |from: usize| ends.iter().enumerate().any(|(to, end)| to != from && may_bring(&end.name));
            !ends.is_empty()
                && registered.entry.kind == ClassKind::Ordinary
                && name::eq_names(&registered.namespace, namespace)
                && (association.is_some_and(|wanted| name::eq_names(wanted, registered.name()))
                    || association.is_none_or(|wanted| is_a(registered.name(), wanted))
                        && (0..ends.len()).any(|end| is_a(class, &ends[end].name) && leads_on(end)))
        };
        let associations = self.classes.iter().enumerate();
        associations.filter(|(_, registered)| fits(registered)).map(|(index, _)| index).collect()
    }

    fn add(&mut self, class: RegisteredClass) {
        let index = self.classes.len();
        let ends = class.entry.ends.iter();
        for path in std::iter::once(&class.entry.class).chain(ends) {
            let mut below = None;
            for name in path.lineage() {
                let node = self.node(&class.namespace, name, index);
                if let Some(below) = below {
                    self.inherit(below, node, &class);
                }
                below = Some(node);
            }
        }
        let node = self.node(&class.namespace, &class.entry.class.name, index);
        match self.nodes[node].class.map(|known| &self.classes[known]) {
            Some(known) if known.fault.is_none() || class.fault.is_some() => {
                let message = format!(
                    "{} in {} is registered by {} already, which counts",
                    class.name(),
                    class.namespace,
                    known.file.path.display()
                );
                let note = note(&class, message);
                self.notes.push(note);
            }
            _ => {
                self.nodes[node].class = Some(index);
                self.classes.push(class);
            }
        }
    }

    /// The node of a class, made where there is none.
    fn node(&mut self, namespace: &Text, class: &Text, named_by: usize) -> usize {
        if let Some(known) = self.find(namespace, class) {
            return known.node;
        }
        let node = self.nodes.len();
        self.by_hash.entry(name::hash(&[namespace.units(), class.units()])).or_default().push(node);
        self.nodes.push(Node {
            namespace: namespace.clone(),
            name: class.clone(),
            superclass: None,
            subclasses: Vec::new(),
            class: None,
            named_by,
        });
        node
    }

    /// Notes that a class inherits from another. What was told first counts.
    fn inherit(&mut self, class: usize, superclass: usize, told_by: &RegisteredClass) {
        let is_known = self.nodes[class].superclass == Some(superclass);
        let is_loop = class == superclass || self.lineage(superclass).any(|above| above == class);
        if is_known {
            return;
        }
        if is_loop || self.nodes[class].superclass.is_some() {
            let message = format!(
                "{} does not inherit from {} as other lines have it, which count",
                self.nodes[class].name, self.nodes[superclass].name
            );
            return self.notes.push(note(told_by, message));
        }
        self.nodes[class].superclass = Some(superclass);
        self.nodes[superclass].subclasses.push(class);
    }

    /// A class and what it inherits from.
    fn lineage(&self, node: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(Some(node), |&node| self.nodes[node].superclass)
    }
}

fn note(class: &RegisteredClass, message: String) -> RegistrationError {
    RegistrationError { path: class.file.path.clone(), line: Some(class.entry.line), message }
}

impl<'a> KnownClass<'a> {
    fn node(self) -> &'a Node {
        &self.catalogue.nodes[self.node]
    }

    /// The name.
    pub fn name(self) -> &'a Text {
        &self.node().name
    }

    /// The number of the registered class, as in [`Catalogue::classes`]; `None` where others only inherit from it or refer to it.
    pub fn registered(self) -> Option<usize> {
        self.node().class
    }

    /// The number of a registered class whose module declares this class: itself, or one whose line names it.
    pub fn declared_by(self) -> usize {
        self.node().class.unwrap_or(self.node().named_by)
    }

    /// The class that it inherits from.
    pub fn superclass(self) -> Option<KnownClass<'a>> {
        self.node().superclass.map(|node| KnownClass { catalogue: self.catalogue, node })
    }

    /// Whether it inherits from a class of this name.
    pub fn inherits_from(self, base: &Text) -> bool {
        std::iter::successors(self.superclass(), |class| class.superclass())
            .any(|class| name::eq_names(class.name(), base))
    }

    /// The classes that inherit from it, at any depth: each before those that inherit from it.
    pub fn subclasses(self) -> Vec<KnownClass<'a>> {
        let mut found = Vec::new();
        let mut open: Vec<usize> = self.node().subclasses.iter().rev().copied().collect();
        while let Some(node) = open.pop() {
            found.push(KnownClass { catalogue: self.catalogue, node });
            open.extend(self.catalogue.nodes[node].subclasses.iter().rev());
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::file::parse;
    use super::super::search::Found;
    use super::*;

    /// The catalogue of files with these texts, in `root/test`.
    fn catalogue(texts: &[&str]) -> Catalogue {
        let found = |(index, text): (usize, &&str)| Found {
            namespace: "root/test".into(),
            parsed: parse(Path::new(&format!("{index}.reg")), text.as_bytes()),
        };
        let files = texts.iter().enumerate().map(found).collect();
        Catalogue::new(Search { files, unreadable: Vec::new() })
    }

    fn known<'a>(catalogue: &'a Catalogue, class: &str) -> Option<KnownClass<'a>> {
        catalogue.find(&"root/TEST".into(), &class.into())
    }

    fn registered<'a>(catalogue: &'a Catalogue, class: &str) -> Option<&'a RegisteredClass> {
        known(catalogue, class)?.registered().map(|index| &catalogue.classes()[index])
    }

    fn subclasses(catalogue: &Catalogue, class: &str) -> Vec<String> {
        let known = known(catalogue, class).unwrap();
        known.subclasses().into_iter().map(|class| class.name().to_string()).collect()
    }

    fn associations(
        catalogue: &Catalogue,
        class: &str,
        association: Option<&str>,
        result: Option<&str>,
    ) -> Vec<String> {
        let (association, result) = (association.map(Text::from), result.map(Text::from));
        let found =
            catalogue.associations(&"root/test".into(), &class.into(), association.as_ref(), result.as_ref());
        found.into_iter().map(|index| catalogue.classes()[index].name().to_string()).collect()
    }

    const NUMBERS: &str = "LIBRARY=numbers\n\
        CLASS=Even:All{Small:Number:Element,World:Element}\n\
        CLASS=Halves{Small:Number:Element,Small:Number:Element}\n\
        CLASS=Huge:Number:Element\n\
        CLASS=World:Element\n\
        CLASS=Small:Number:Element\n\
        CLASS=Tiny:Small:Number:Element\n\
        CLASS=Lonely\n";

    #[test]
    fn a_class_is_found_without_case_and_in_its_namespace_alone() {
        let catalogue = catalogue(&[NUMBERS]);
        assert_eq!(registered(&catalogue, "hUGE").unwrap().entry.line, 4);
        assert!(catalogue.find(&"root/other".into(), &"Huge".into()).is_none());
        assert!(registered(&catalogue, "Number").is_none(), "inherited from, and not registered");
        assert!(known(&catalogue, "Number").is_some());
    }

    #[test]
    fn the_family_of_a_class_is_known_from_the_lines_of_its_subclasses() {
        let catalogue = catalogue(&[NUMBERS]);
        assert_eq!(subclasses(&catalogue, "Element"), ["Number", "Small", "Tiny", "Huge", "World"]);
        assert_eq!(subclasses(&catalogue, "Small"), ["Tiny"]);
        assert_eq!(subclasses(&catalogue, "Lonely"), [""; 0]);
        assert!(known(&catalogue, "Tiny").unwrap().inherits_from(&"element".into()));
        assert!(!known(&catalogue, "Tiny").unwrap().inherits_from(&"Tiny".into()));
    }

    #[test]
    fn an_ancestry_may_be_told_by_several_lines() {
        let catalogue = catalogue(&["LIBRARY=x\nCLASS=C:B", "LIBRARY=y\nCLASS=B:A"]);
        assert_eq!(subclasses(&catalogue, "A"), ["B", "C"]);
    }

    #[test]
    fn lines_that_contradict_each_other_are_noted_and_the_first_counts() {
        let catalogue = catalogue(&["LIBRARY=x\nCLASS=C:B:A\nCLASS=D:C:E\nCLASS=A:C"]);
        assert_eq!(subclasses(&catalogue, "A"), ["B", "C", "D"]);
        let notes: Vec<String> = catalogue.notes().iter().map(ToString::to_string).collect();
        assert_eq!(
            notes,
            [
                "0.reg:3: C does not inherit from E as other lines have it, which count",
                "0.reg:4: A does not inherit from C as other lines have it, which count",
            ]
        );
    }

    #[test]
    fn of_two_files_that_register_a_class_the_first_counts() {
        let catalogue = catalogue(&["LIBRARY=x\nCLASS=A", "LIBRARY=y\nCLASS=a\nCLASS=B"]);
        assert_eq!(registered(&catalogue, "A").unwrap().file.library, "x");
        assert_eq!(registered(&catalogue, "B").unwrap().file.library, "y");
        let note = catalogue.notes()[0].to_string();
        assert_eq!(note, "1.reg:2: a in root/test is registered by 0.reg already, which counts");
    }

    #[test]
    fn a_file_that_can_be_used_counts_more_than_a_broken_one() {
        for texts in [["CLASS=A", "LIBRARY=y\nCLASS=A"], ["LIBRARY=y\nCLASS=A", "CLASS=A"]] {
            let catalogue = catalogue(&texts);
            let class = registered(&catalogue, "A").unwrap();
            assert_eq!((class.file.library.as_str(), &class.fault), ("y", &None));
        }
    }

    #[test]
    fn a_class_of_a_broken_file_alone_knows_what_is_wrong_with_the_file() {
        let catalogue = catalogue(&["CLASS=A\nLIBRARY=x\nCLASS=B{"]);
        let fault = registered(&catalogue, "A").unwrap().fault.clone().unwrap();
        assert_eq!(fault.line, Some(3));
        assert_eq!(catalogue.notes(), [fault]);
    }

    #[test]
    fn associations_are_found_by_the_classes_at_their_ends() {
        let catalogue = catalogue(&[NUMBERS]);
        assert_eq!(associations(&catalogue, "Small", None, None), ["Even", "Halves"]);
        assert_eq!(associations(&catalogue, "tiny", None, None), ["Even", "Halves"]);
        assert_eq!(associations(&catalogue, "World", None, None), ["Even"]);
        assert_eq!(associations(&catalogue, "Huge", None, None), [""; 0]);
        assert_eq!(associations(&catalogue, "Nobody", None, None), [""; 0]);
    }

    #[test]
    fn an_association_that_is_named_counts_with_those_that_inherit_from_it() {
        let catalogue = catalogue(&[NUMBERS]);
        assert_eq!(associations(&catalogue, "Small", Some("halves"), None), ["Halves"]);
        assert_eq!(associations(&catalogue, "Small", Some("All"), None), ["Even"]);
        assert_eq!(associations(&catalogue, "Huge", Some("All"), None), [""; 0]);
        assert_eq!(associations(&catalogue, "Huge", Some("Even"), None), ["Even"], "its provider decides");
    }

    #[test]
    fn a_wanted_class_leaves_out_associations_whose_other_end_is_something_else() {
        let catalogue = catalogue(&[NUMBERS]);
        assert_eq!(associations(&catalogue, "Small", None, Some("World")), ["Even"]);
        assert_eq!(associations(&catalogue, "Small", None, Some("Tiny")), ["Halves"]);
        assert_eq!(associations(&catalogue, "Small", None, Some("Element")), ["Even", "Halves"]);
        assert_eq!(associations(&catalogue, "Small", None, Some("Unheard_Of")), ["Even", "Halves"]);
    }
}
