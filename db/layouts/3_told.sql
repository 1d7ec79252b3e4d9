-- A publication is what was told, and not only its codes.

-- `codes_only`: made before that, when nothing but the first columns of publication_row was kept. What else was
-- told then stays unknown (NULL); of today's programme nothing can be said about it.
ALTER TABLE publication ADD COLUMN despite TEXT;
ALTER TABLE publication ADD COLUMN codes_only INTEGER NOT NULL DEFAULT 1 CHECK (codes_only IN (0, 1));

ALTER TABLE publication_row ADD COLUMN given_names TEXT;
ALTER TABLE publication_row ADD COLUMN family_name TEXT;
ALTER TABLE publication_row ADD COLUMN standard TEXT;
ALTER TABLE publication_row ADD COLUMN employer TEXT;
ALTER TABLE publication_row ADD COLUMN starts_on TEXT CHECK (starts_on IS date(starts_on, '0 days'));
ALTER TABLE publication_row ADD COLUMN ends_on TEXT CHECK (ends_on IS date(ends_on, '0 days'));
ALTER TABLE publication_row ADD COLUMN host TEXT;
ALTER TABLE publication_row ADD COLUMN team TEXT;
ALTER TABLE publication_row ADD COLUMN site TEXT;
ALTER TABLE publication_row ADD COLUMN supervisor TEXT;
ALTER TABLE publication_row ADD COLUMN status TEXT;
ALTER TABLE publication_row ADD COLUMN cycle_starts_on TEXT
    CHECK (cycle_starts_on IS date(cycle_starts_on, '0 days'));
ALTER TABLE publication_row ADD COLUMN cycle_ends_on TEXT CHECK (cycle_ends_on IS date(cycle_ends_on, '0 days'));

-- SHA-256 of what a host was told of a cycle.
CREATE TABLE publication_digest (
    publication INTEGER NOT NULL REFERENCES publication (id) DEFERRABLE INITIALLY DEFERRED,
    host TEXT NOT NULL,
    cycle TEXT NOT NULL,
    digest TEXT NOT NULL CHECK (length(digest) = 64),
    UNIQUE (publication, host, cycle)
) STRICT;

-- The reason to publish in spite of conflicts stood in the label of the event alone, behind
-- "Publication 1 by Ruth, although 3 conflicts stand: ". Its trigger is made again after the migration.
DROP TRIGGER IF EXISTS publication_update;
UPDATE publication SET despite = (
    SELECT substr(said, instr(said, ': ') + 2)
    FROM (
        SELECT id, substr(label, length(opening) + 1) AS said
        FROM event, (SELECT 'Publication ' || number || ' by ' || by || ', although ' AS opening)
        WHERE kind = 'publish' AND substr(label, 1, length(opening)) = opening
    )
    WHERE said GLOB '[0-9]*stand*: *'
    ORDER BY id DESC
    LIMIT 1
);
