-- The exchange with other hosts: their public keys, which parcels went to and fro, and what those told. One's own
-- key is in a file of its own.

CREATE TABLE host_key (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL,
    host TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('known', 'replaced', 'lost', 'left'))
) STRICT;
CREATE UNIQUE INDEX host_key_key ON host_key (key);

CREATE TABLE parcel_seen (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    host TEXT NOT NULL,
    way TEXT NOT NULL CHECK (way IN ('in', 'out')),
    digest TEXT NOT NULL CHECK (length(digest) = 64),
    latest INTEGER NOT NULL CHECK (latest IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX parcel_seen_key ON parcel_seen (host, way, digest);

CREATE TABLE shared_row (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    host TEXT NOT NULL,
    tbl TEXT NOT NULL,
    key TEXT NOT NULL CHECK (json_valid(key)),
    told TEXT CHECK (told IS NULL OR json_valid(told)),
    taken TEXT CHECK (taken IS NULL OR json_valid(taken))
) STRICT;
CREATE UNIQUE INDEX shared_row_key ON shared_row (host, tbl, key);
