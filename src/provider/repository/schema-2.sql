-- Which copy of a repository this is: bookmarks hold for the copy that gave them.
ALTER TABLE state ADD COLUMN identity BLOB NOT NULL DEFAULT x'';
UPDATE state SET identity = randomblob(16);

-- Names of properties that are indexed, in any class.
CREATE TABLE indexed_properties (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL COLLATE NOCASE UNIQUE
);

-- Where a value of an indexed property leads. `value` is in the form of keys: its bytes sort as the values do. `id` is the
-- instance's, whose class stands in it.
CREATE TABLE indexed_values (
    property_id INTEGER NOT NULL,
    value BLOB NOT NULL,
    id INTEGER NOT NULL,
    PRIMARY KEY (property_id, value, id)
) WITHOUT ROWID;

-- Which instances refer to an instance. `target` is the canonical form of what is referred to, without its class: a reference may
-- name a superclass.
CREATE TABLE association_ends (
    target BLOB NOT NULL,
    id INTEGER NOT NULL,
    PRIMARY KEY (target, id)
) WITHOUT ROWID;

-- What happened, in the order in which it did; the numbers have no gaps. `time` is in microseconds since 1970 in UTC. `subject` is
-- the instance, the class or, negated, the namespace, as `kind` says. `before` is what it was before it was modified or removed.
-- What it was made or changed to is what the next event of the same subject has as `before`, else what it is now: nothing is
-- stored twice. Only events with a `before` are looked for by their subject, so that making an instance costs one row.
CREATE TABLE events (
    sequence INTEGER PRIMARY KEY,
    time INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    subject INTEGER NOT NULL,
    before BLOB
);
CREATE INDEX events_by_subject ON events (subject, sequence) WHERE before IS NOT NULL;
