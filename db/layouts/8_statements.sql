-- Statements: what a named person said on a day; db/triggers.py keeps them as they were said.

-- No references to the programme: a statement stays, whatever becomes of the hosts, cycles and people in it. What
-- an ending ends, and what an entry follows, may come from another copy of the programme later than it does itself.

CREATE TABLE signoff (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    statement TEXT NOT NULL
        CHECK (length(statement) BETWEEN 1 AND 32 AND statement NOT GLOB '*[^A-Za-z0-9._-]*'),
    host TEXT NOT NULL
        CHECK (length(host) BETWEEN 1 AND 32 AND host NOT GLOB '*[^A-Za-z0-9._-]*'),
    cycle TEXT NOT NULL
        CHECK (length(cycle) BETWEEN 1 AND 32 AND cycle NOT GLOB '*[^A-Za-z0-9._-]*'),
    digest TEXT NOT NULL CHECK (length(digest) = 64),
    rows TEXT NOT NULL CHECK (json_valid(rows)),
    by TEXT NOT NULL,
    role TEXT,
    at TEXT NOT NULL CHECK (at IS strftime('%Y-%m-%dT%H:%M:%f+00:00', at)),
    note TEXT
) STRICT;
CREATE UNIQUE INDEX signoff_key ON signoff (statement);

CREATE TABLE request (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    statement TEXT NOT NULL
        CHECK (length(statement) BETWEEN 1 AND 32 AND statement NOT GLOB '*[^A-Za-z0-9._-]*'),
    host TEXT NOT NULL
        CHECK (length(host) BETWEEN 1 AND 32 AND host NOT GLOB '*[^A-Za-z0-9._-]*'),
    cycle TEXT NOT NULL
        CHECK (length(cycle) BETWEEN 1 AND 32 AND cycle NOT GLOB '*[^A-Za-z0-9._-]*'),
    due_on TEXT NOT NULL CHECK (due_on IS date(due_on, '0 days')),
    by TEXT NOT NULL,
    role TEXT,
    at TEXT NOT NULL CHECK (at IS strftime('%Y-%m-%dT%H:%M:%f+00:00', at)),
    note TEXT
) STRICT;
CREATE UNIQUE INDEX request_key ON request (statement);

CREATE TABLE waiver (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    statement TEXT NOT NULL
        CHECK (length(statement) BETWEEN 1 AND 32 AND statement NOT GLOB '*[^A-Za-z0-9._-]*'),
    finding TEXT NOT NULL,
    why TEXT NOT NULL,
    from_on TEXT NOT NULL CHECK (from_on IS date(from_on, '0 days')),
    until_on TEXT NOT NULL CHECK (until_on IS date(until_on, '0 days')),
    by TEXT NOT NULL,
    role TEXT,
    at TEXT NOT NULL CHECK (at IS strftime('%Y-%m-%dT%H:%M:%f+00:00', at))
) STRICT;
CREATE UNIQUE INDEX waiver_key ON waiver (statement);

CREATE TABLE register (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    statement TEXT NOT NULL
        CHECK (length(statement) BETWEEN 1 AND 32 AND statement NOT GLOB '*[^A-Za-z0-9._-]*'),
    kind TEXT NOT NULL CHECK (kind IN ('barrier', 'decision', 'lesson')),
    title TEXT NOT NULL,
    text TEXT,
    host TEXT
        CHECK (length(host) BETWEEN 1 AND 32 AND host NOT GLOB '*[^A-Za-z0-9._-]*'),
    person TEXT,
    due_on TEXT CHECK (due_on IS date(due_on, '0 days')),
    paper TEXT,
    follows TEXT
        CHECK (length(follows) BETWEEN 1 AND 32 AND follows NOT GLOB '*[^A-Za-z0-9._-]*'),
    by TEXT NOT NULL,
    role TEXT,
    at TEXT NOT NULL CHECK (at IS strftime('%Y-%m-%dT%H:%M:%f+00:00', at))
) STRICT;
CREATE UNIQUE INDEX register_key ON register (statement);

CREATE TABLE ending (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    statement TEXT NOT NULL
        CHECK (length(statement) BETWEEN 1 AND 32 AND statement NOT GLOB '*[^A-Za-z0-9._-]*'),
    ends TEXT NOT NULL
        CHECK (length(ends) BETWEEN 1 AND 32 AND ends NOT GLOB '*[^A-Za-z0-9._-]*'),
    why TEXT NOT NULL,
    by TEXT NOT NULL,
    role TEXT,
    at TEXT NOT NULL CHECK (at IS strftime('%Y-%m-%dT%H:%M:%f+00:00', at))
) STRICT;
CREATE UNIQUE INDEX ending_key ON ending (statement);
