-- Rows and events by what two copies of a programme agree on: the row of a change by its table's key, and
-- what was done by codes. `place` is where the row stood in the order of entry of this copy; it names nothing.
-- What older events said in words is kept as `said`, without the "undo: " or "redo: " that their kind says.

CREATE TABLE new_event (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    kind TEXT NOT NULL,
    codes TEXT NOT NULL CHECK (json_valid(codes)),
    undoes INTEGER REFERENCES event (id)
) STRICT;
WITH RECURSIVE origin (event, kind) AS (
    SELECT id, kind FROM event WHERE undoes IS NULL
    UNION ALL
    SELECT event.id, origin.kind FROM event JOIN origin ON event.undoes = origin.event
)
INSERT INTO new_event
SELECT id, at, actor, event.kind,
    CASE WHEN undoes IS NULL THEN json_object('said', label)
    ELSE json_object('did', coalesce(origin.kind, ''), 'said', substr(label, length(event.kind) + 3)) END,
    undoes
FROM event LEFT JOIN origin ON origin.event = event.id ORDER BY id;
DROP TABLE event;
ALTER TABLE new_event RENAME TO event;
CREATE INDEX event_undoes ON event (undoes) WHERE undoes IS NOT NULL;

CREATE TABLE new_change (
    seq INTEGER PRIMARY KEY,
    event INTEGER NOT NULL REFERENCES event (id),
    tbl TEXT NOT NULL,
    key TEXT NOT NULL,
    place INTEGER NOT NULL,
    op TEXT NOT NULL CHECK (op IN ('insert', 'update', 'delete')),
    old TEXT,
    new TEXT
) STRICT;
INSERT INTO new_change
SELECT seq, event, tbl,
    CASE WHEN json_valid(row) THEN
        CASE tbl
            WHEN 'hosts' THEN json_array(json_extract(row, '$.host'))
            WHEN 'standards' THEN json_array(json_extract(row, '$.standard'))
            WHEN 'cycles' THEN json_array(json_extract(row, '$.cycle'))
            WHEN 'placements' THEN json_array(json_extract(row, '$.placement'))
            WHEN 'apprentices' THEN json_array(json_extract(row, '$.apprentice'))
            WHEN 'clearances' THEN json_array(
                json_extract(row, '$.apprentice'), json_extract(row, '$.clearance'), json_extract(row, '$.host')
            )
            WHEN 'absences' THEN json_array(
                json_extract(row, '$.apprentice'), json_extract(row, '$.kind'), json_extract(row, '$.starts_on')
            )
            WHEN 'closures' THEN json_array(
                json_extract(row, '$.host'), json_extract(row, '$.placement'), json_extract(row, '$.starts_on')
            )
            WHEN 'seats' THEN json_array(
                json_extract(row, '$.host'), json_extract(row, '$.placement'), json_extract(row, '$.cycle')
            )
            WHEN 'requirements' THEN json_array(json_extract(row, '$.who'), json_extract(row, '$.what'))
            WHEN 'sequence' THEN json_array(json_extract(row, '$.before'), json_extract(row, '$.after'))
            WHEN 'preferences' THEN json_array(
                json_extract(row, '$.apprentice'), json_extract(row, '$.what')
            )
            WHEN 'exclusions' THEN json_array(
                json_extract(row, '$.apprentice'), json_extract(row, '$.what'), json_extract(row, '$.cycle')
            )
            WHEN 'separations' THEN json_array(
                json_extract(row, '$.apprentice'), json_extract(row, '$.other')
            )
            WHEN 'travel' THEN json_array(json_extract(row, '$.apprentice'), json_extract(row, '$.site'))
            WHEN 'assignments' THEN json_array(
                json_extract(row, '$.apprentice'), json_extract(row, '$.cycle')
            )
            WHEN 'settings' THEN json_array(json_extract(row, '$.setting'))
            WHEN 'bank_holidays' THEN json_array(json_extract(row, '$.date'))
            WHEN 'rule_data' THEN json_array(
                json_extract(row, '$.kind'), json_extract(row, '$.item'), json_extract(row, '$.from_on')
            )
            ELSE '[]'
        END
    ELSE '[]' END,
    pk, op, old, new
FROM (SELECT *, coalesce(new, old) AS row FROM change) ORDER BY seq;
DROP TABLE change;
ALTER TABLE new_change RENAME TO change;
CREATE INDEX change_event ON change (event);
CREATE INDEX change_row ON change (tbl, key);

ALTER TABLE hosts DROP COLUMN version;
ALTER TABLE standards DROP COLUMN version;
ALTER TABLE cycles DROP COLUMN version;
ALTER TABLE placements DROP COLUMN version;
ALTER TABLE apprentices DROP COLUMN version;
ALTER TABLE clearances DROP COLUMN version;
ALTER TABLE absences DROP COLUMN version;
ALTER TABLE closures DROP COLUMN version;
ALTER TABLE seats DROP COLUMN version;
ALTER TABLE requirements DROP COLUMN version;
ALTER TABLE sequence DROP COLUMN version;
ALTER TABLE preferences DROP COLUMN version;
ALTER TABLE exclusions DROP COLUMN version;
ALTER TABLE separations DROP COLUMN version;
ALTER TABLE travel DROP COLUMN version;
ALTER TABLE assignments DROP COLUMN version;
ALTER TABLE settings DROP COLUMN version;
ALTER TABLE bank_holidays DROP COLUMN version;
ALTER TABLE rule_data DROP COLUMN version;

-- PRAGMA user_version alone says which layout this is.
DROP TABLE IF EXISTS _sqlite_migrations;
