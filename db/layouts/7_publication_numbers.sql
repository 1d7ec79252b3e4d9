-- The rows and digests of a publication by its number, which all copies of a programme agree on, as rows of the
-- journal go by keys: the id says no more than where it stands in this copy.

CREATE TABLE new_publication_row (
    publication INTEGER NOT NULL REFERENCES publication (number) DEFERRABLE INITIALLY DEFERRED,
    apprentice TEXT NOT NULL,
    cycle TEXT NOT NULL,
    placement TEXT NOT NULL,
    pinned INTEGER NOT NULL CHECK (pinned IN (0, 1)),
    given_names TEXT,
    family_name TEXT,
    standard TEXT,
    employer TEXT,
    starts_on TEXT CHECK (starts_on IS date(starts_on, '0 days')),
    ends_on TEXT CHECK (ends_on IS date(ends_on, '0 days')),
    host TEXT,
    team TEXT,
    site TEXT,
    supervisor TEXT,
    status TEXT,
    cycle_starts_on TEXT CHECK (cycle_starts_on IS date(cycle_starts_on, '0 days')),
    cycle_ends_on TEXT CHECK (cycle_ends_on IS date(cycle_ends_on, '0 days')),
    UNIQUE (publication, apprentice, cycle)
) STRICT;
INSERT INTO new_publication_row
SELECT number, apprentice, cycle, placement, pinned, given_names, family_name, standard, employer, starts_on,
    ends_on, host, team, site, supervisor, status, cycle_starts_on, cycle_ends_on
FROM publication_row JOIN publication ON publication.id = publication_row.publication
ORDER BY publication_row.rowid;
DROP TABLE publication_row;
ALTER TABLE new_publication_row RENAME TO publication_row;

CREATE TABLE new_publication_digest (
    publication INTEGER NOT NULL REFERENCES publication (number) DEFERRABLE INITIALLY DEFERRED,
    host TEXT NOT NULL,
    cycle TEXT NOT NULL,
    digest TEXT NOT NULL CHECK (length(digest) = 64),
    UNIQUE (publication, host, cycle)
) STRICT;
INSERT INTO new_publication_digest
SELECT number, host, cycle, digest
FROM publication_digest JOIN publication ON publication.id = publication_digest.publication
ORDER BY publication_digest.rowid;
DROP TABLE publication_digest;
ALTER TABLE new_publication_digest RENAME TO publication_digest;
