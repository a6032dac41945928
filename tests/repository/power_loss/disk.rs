//! A disk that loses power: what a recorded process had done to its files by some moment, and what may be left of that.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::super::ledger::Dice;

/// What the disk writes whole or not at all.
const SECTOR: usize = 512;

/// Something that the recorded process did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    Create,
    Write { offset: usize, data: Vec<u8> },
    Truncate { length: usize },
    Sync,
    Unlink,
    Rename { to: PathBuf },
}

/// A record of [`Deed`]s, each with the path that it was done to.
pub fn read_record(bytes: &[u8]) -> Vec<(PathBuf, Deed)> {
    let mut deeds = Vec::new();
    let mut rest = bytes;
    let mut take = |length: usize| {
        let (taken, left) = rest.split_at(length);
        rest = left;
        taken.to_vec()
    };
    let mut left = bytes.len();
    while left > 0 {
        let header = take(24);
        let small = |at: usize| u32::from_le_bytes(header[at..at + 4].try_into().unwrap()) as usize;
        let large = |at: usize| u64::from_le_bytes(header[at..at + 8].try_into().unwrap()) as usize;
        let path = PathBuf::from(String::from_utf8(take(small(4))).unwrap());
        let (offset, data) = (large(8), take(large(16)));
        left -= 24 + small(4) + data.len();
        let deed = match small(0) as u8 {
            b'C' => Deed::Create,
            b'W' => Deed::Write { offset, data },
            b'T' => Deed::Truncate { length: offset },
            b'S' => Deed::Sync,
            b'U' => Deed::Unlink,
            b'R' => Deed::Rename { to: PathBuf::from(String::from_utf8(data).unwrap()) },
            other => panic!("a record of the kind {other}"),
        };
        deeds.push((path, deed));
    }
    deeds
}

/// A file: what is on the disk for certain, and what was done to it since.
#[derive(Clone, Default)]
struct Inode {
    safe: Vec<u8>,
    pending: Vec<Deed>,
}

/// What a change of names does.
#[derive(Clone)]
enum Naming {
    Link(PathBuf, usize),
    Unlink(PathBuf),
}

/// The files of one folder.
#[derive(Clone, Default)]
pub struct Disk {
    inodes: Vec<Inode>,
    names: BTreeMap<PathBuf, usize>,
    safe_names: BTreeMap<PathBuf, usize>,
    /// Changes of names since the folder was synced, in their order, which file systems keep.
    pending_names: Vec<Vec<Naming>>,
}

impl Disk {
    /// A disk with these files, which are safe.
    pub fn new(files: impl IntoIterator<Item = (PathBuf, Vec<u8>)>) -> Disk {
        let mut disk = Disk::default();
        for (path, safe) in files {
            disk.names.insert(path, disk.inodes.len());
            disk.inodes.push(Inode { safe, pending: Vec::new() });
        }
        disk.safe_names = disk.names.clone();
        disk
    }

    pub fn apply(&mut self, path: &Path, deed: &Deed) {
        match deed {
            Deed::Create => {
                let inode = self.inodes.len();
                self.inodes.push(Inode::default());
                self.names.insert(path.to_owned(), inode);
                self.pending_names.push(vec![Naming::Link(path.to_owned(), inode)]);
            }
            Deed::Write { .. } | Deed::Truncate { .. } => {
                // What is done to a file that has no name any more is lost in any case.
                if let Some(&inode) = self.names.get(path) {
                    self.inodes[inode].pending.push(deed.clone());
                }
            }
            Deed::Sync => match self.names.get(path) {
                Some(&inode) => {
                    let inode = &mut self.inodes[inode];
                    for deed in std::mem::take(&mut inode.pending) {
                        carry_out(&mut inode.safe, &deed);
                    }
                }
                None if self.names.keys().all(|name| name.parent() != Some(path)) => {}
                // The folder: its names are safe now.
                None => {
                    self.safe_names = self.names.clone();
                    self.pending_names.clear();
                }
            },
            Deed::Unlink => {
                self.names.remove(path);
                self.pending_names.push(vec![Naming::Unlink(path.to_owned())]);
            }
            Deed::Rename { to } => {
                if let Some(inode) = self.names.remove(path) {
                    self.names.insert(to.clone(), inode);
                    let unlink = Naming::Unlink(path.to_owned());
                    self.pending_names.push(vec![unlink, Naming::Link(to.clone(), inode)]);
                }
            }
        }
    }

    /// What may be found after the power is lost now: of what is not safe any part, each sector whole or not at all.
    pub fn after_power_loss(&self, dice: &mut Dice) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut names = self.safe_names.clone();
        let kept = dice.below(self.pending_names.len() as u64 + 1) as usize;
        for naming in self.pending_names[..kept].iter().flatten() {
            match naming {
                Naming::Link(path, inode) => names.insert(path.clone(), *inode),
                Naming::Unlink(path) => names.remove(path),
            };
        }
        // Sometimes nearly all was on its way, sometimes hardly anything.
        let likelihood = dice.below(101);
        let inodes = &self.inodes;
        let mut left = |inode: usize| {
            let mut content = inodes[inode].safe.clone();
            for deed in &inodes[inode].pending {
                lose_some(&mut content, deed, likelihood, dice);
            }
            content
        };
        names.into_iter().map(|(path, inode)| (path, left(inode))).collect()
    }
}

fn carry_out(content: &mut Vec<u8>, deed: &Deed) {
    match deed {
        Deed::Write { offset, data } => {
            let end = offset + data.len();
            if content.len() < end {
                content.resize(end, 0);
            }
            content[*offset..end].copy_from_slice(data);
        }
        Deed::Truncate { length } => content.resize(*length, 0),
        _ => {}
    }
}

/// Carries out what reached the disk of something that was not synced.
fn lose_some(content: &mut Vec<u8>, deed: &Deed, likelihood: u64, dice: &mut Dice) {
    match deed {
        Deed::Write { offset, data } => {
            let mut at = 0;
            while at < data.len() {
                let end = data.len().min(at + SECTOR - (offset + at) % SECTOR);
                if dice.below(100) < likelihood {
                    let part = Deed::Write { offset: offset + at, data: data[at..end].to_vec() };
                    carry_out(content, &part);
                }
                at = end;
            }
        }
        deed if dice.below(100) < likelihood => carry_out(content, deed),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(offset: usize, data: &[u8]) -> Deed {
        Deed::Write { offset, data: data.to_vec() }
    }

    #[test]
    fn what_was_synced_is_there_whatever_happens() {
        let (file, folder) = (Path::new("/f/file"), Path::new("/f"));
        let mut disk = Disk::default();
        for (path, deed) in [
            (file, Deed::Create),
            (file, write(0, b"safe")),
            (file, Deed::Sync),
            (folder, Deed::Sync),
            (file, write(4, b" or not")),
        ] {
            disk.apply(path, &deed);
        }
        let mut dice = Dice::new(1);
        let mut seen = std::collections::BTreeSet::new();
        for _ in 0..100 {
            seen.extend(disk.after_power_loss(&mut dice).remove(file));
        }
        let expected = [b"safe".to_vec(), b"safe or not".to_vec()];
        assert_eq!(seen.into_iter().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_new_name_is_lost_unless_its_folder_was_synced() {
        let file = Path::new("/f/file");
        let mut disk = Disk::default();
        disk.apply(file, &Deed::Create);
        disk.apply(file, &Deed::Sync);
        let mut dice = Dice::new(1);
        let found = |disk: &Disk, dice: &mut Dice| {
            (0..100).filter(|_| disk.after_power_loss(dice).contains_key(file)).count()
        };
        assert!((1..100).contains(&found(&disk, &mut dice)));
        disk.apply(Path::new("/f"), &Deed::Sync);
        assert_eq!(found(&disk, &mut dice), 100);
    }

    #[test]
    fn a_write_is_torn_between_sectors() {
        let file = Path::new("/f/file");
        let mut disk = Disk::new([(file.to_owned(), vec![0; 2048])]);
        disk.apply(file, &write(0, &[1; 2048]));
        let mut dice = Dice::new(1);
        let torn = (0..100).map(|_| disk.after_power_loss(&mut dice).remove(file).unwrap());
        let torn = torn.filter(|content| content.contains(&0) && content.contains(&1));
        let torn: Vec<_> = torn.collect();
        assert!(!torn.is_empty());
        for content in torn {
            assert!(content.chunks(SECTOR).all(|sector| sector.iter().all(|byte| *byte == sector[0])));
        }
    }
}
