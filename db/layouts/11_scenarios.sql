-- Scenarios: plans that are kept under a name; db/triggers.py keeps them as they are.

-- No references to the programme: a plan stays as it was, whatever becomes of the people and placements in it.

CREATE TABLE scenario (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    rows TEXT NOT NULL CHECK (json_valid(rows)),
    by TEXT NOT NULL,
    at TEXT NOT NULL CHECK (at IS strftime('%Y-%m-%dT%H:%M:%f+00:00', at)),
    note TEXT
) STRICT;
CREATE UNIQUE INDEX scenario_key ON scenario (name);
