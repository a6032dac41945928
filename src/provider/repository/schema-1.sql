-- What tells each process whether what it has in memory is up to date. `schema_generation` counts the changes of
-- namespaces, classes and qualifier types; `versions` is 512 counters of 32 bits, least byte first: the one that belongs to
-- an instance is counted up when the instance is changed or removed.
CREATE TABLE state (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    schema_generation INTEGER NOT NULL,
    versions BLOB NOT NULL
);
INSERT INTO state (id, schema_generation, versions) VALUES (1, 1, zeroblob(2048));

-- Names compare without case in ASCII, everywhere. `generation` is that of the last change of anything in the namespace's
-- schema, `qualifier_generation` that of its qualifier types.
CREATE TABLE namespaces (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL COLLATE NOCASE UNIQUE,
    generation INTEGER NOT NULL,
    qualifier_generation INTEGER NOT NULL
);
INSERT INTO namespaces (name, generation, qualifier_generation) VALUES
    ('root', 1, 1),
    ('root/cimv2', 1, 1),
    ('root/interop', 1, 1),
    ('root/standardcimv2', 1, 1);

CREATE TABLE qualifier_types (
    namespace_id INTEGER NOT NULL,
    name TEXT NOT NULL COLLATE NOCASE,
    declaration BLOB NOT NULL,
    PRIMARY KEY (namespace_id, name)
) WITHOUT ROWID;

-- A class as it was declared: its own elements alone. `id` is never used again and fits 23 bits, see `instances`.
-- `generation` is that of the last change of the declaration.
CREATE TABLE classes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    namespace_id INTEGER NOT NULL,
    name TEXT NOT NULL COLLATE NOCASE,
    superclass_id INTEGER,
    generation INTEGER NOT NULL,
    declaration BLOB NOT NULL,
    UNIQUE (namespace_id, name)
);
CREATE INDEX classes_by_superclass ON classes (superclass_id);

-- The properties that stored instances have values for, in their order. A class gets a new layout when its properties
-- change and the next instance is written.
CREATE TABLE layouts (
    id INTEGER PRIMARY KEY,
    class_id INTEGER NOT NULL,
    columns BLOB NOT NULL,
    UNIQUE (class_id, columns)
);

-- `id` is the class's id times 2^40 plus a number that grows: the instances of a class lie side by side, in the order in
-- which they were made.
CREATE TABLE instances (
    id INTEGER PRIMARY KEY,
    body BLOB NOT NULL
);

-- Which instance a key leads to. The key comes first, so that the instances of subclasses are found by it too.
CREATE TABLE instance_keys (
    key BLOB NOT NULL,
    class_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    PRIMARY KEY (key, class_id)
) WITHOUT ROWID;
