-- The first shape of the database: the tables of the programme, as apprentices/programme.py declares
-- them (a test compares the two), then publications and the journal.
--
-- Ids are never given out twice (AUTOINCREMENT), so that undo can put a row back under its old id.
-- References wait for the end of the transaction, so that an import may write in any order. The
-- journal's triggers are not here: db/triggers.py makes them again after every migration.

CREATE TABLE hosts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL DEFAULT 1,
    host TEXT NOT NULL
        CHECK (length(host) BETWEEN 1 AND 32 AND host NOT GLOB '*[^A-Za-z0-9._-]*'),
    name TEXT NOT NULL,
    kind TEXT,
    seats INTEGER CHECK (seats >= 0),
    min_seats INTEGER CHECK (min_seats >= 0),
    fjaa_registered INTEGER CHECK (fjaa_registered IN (0, 1)),
    living_wage INTEGER CHECK (living_wage IN (0, 1)),
    notice_weeks INTEGER CHECK (notice_weeks >= 0),
    sponsor TEXT,
    sponsor_role TEXT,
    hr_lead TEXT,
    contact TEXT
) STRICT;
CREATE UNIQUE INDEX hosts_key ON hosts (host);

CREATE TABLE standards (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL DEFAULT 1,
    standard TEXT NOT NULL
        CHECK (length(standard) BETWEEN 1 AND 32 AND standard NOT GLOB '*[^A-Za-z0-9._-]*'),
    title TEXT NOT NULL,
    level INTEGER CHECK (level >= 0),
    typical_months INTEGER CHECK (typical_months >= 0),
    off_the_job_hours INTEGER CHECK (off_the_job_hours >= 0),
    skills TEXT NOT NULL DEFAULT '',
    withdrawn_on TEXT CHECK (withdrawn_on IS date(withdrawn_on, '0 days'))
) STRICT;
CREATE UNIQUE INDEX standards_key ON standards (standard);

CREATE TABLE cycles (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL DEFAULT 1,
    cycle TEXT NOT NULL
        CHECK (length(cycle) BETWEEN 1 AND 32 AND cycle NOT GLOB '*[^A-Za-z0-9._-]*'),
    name TEXT,
    starts_on TEXT NOT NULL CHECK (starts_on IS date(starts_on, '0 days')),
    ends_on TEXT NOT NULL CHECK (ends_on IS date(ends_on, '0 days'))
) STRICT;
CREATE UNIQUE INDEX cycles_key ON cycles (cycle);

CREATE TABLE placements (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL DEFAULT 1,
    placement TEXT NOT NULL
        CHECK (length(placement) BETWEEN 1 AND 32 AND placement NOT GLOB '*[^A-Za-z0-9._-]*'),
    host TEXT NOT NULL REFERENCES hosts (host) DEFERRABLE INITIALLY DEFERRED,
    team TEXT NOT NULL,
    area TEXT,
    site TEXT,
    postcode TEXT,
    supervisor TEXT,
    supervisor_seats INTEGER CHECK (supervisor_seats >= 0),
    seats INTEGER NOT NULL CHECK (seats >= 0),
    min_seats INTEGER CHECK (min_seats >= 0),
    opens_on TEXT CHECK (opens_on IS date(opens_on, '0 days')),
    closes_on TEXT CHECK (closes_on IS date(closes_on, '0 days')),
    standards TEXT NOT NULL DEFAULT '',
    skills TEXT NOT NULL DEFAULT '',
    min_age INTEGER CHECK (min_age >= 0),
    clearances TEXT NOT NULL DEFAULT '',
    step_free INTEGER CHECK (step_free IN (0, 1)),
    weekly_hours TEXT
        CHECK (weekly_hours GLOB '[0-9]*' AND weekly_hours NOT GLOB '*[^0-9.]*'),
    daily_hours TEXT CHECK (daily_hours GLOB '[0-9]*' AND daily_hours NOT GLOB '*[^0-9.]*'),
    starts_at TEXT CHECK (starts_at IS strftime('%H:%M', starts_at)),
    ends_at TEXT CHECK (ends_at IS strftime('%H:%M', ends_at))
) STRICT;
CREATE UNIQUE INDEX placements_key ON placements (placement);
CREATE INDEX placements_host ON placements (host);

CREATE TABLE apprentices (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL DEFAULT 1,
    apprentice TEXT NOT NULL
        CHECK (length(apprentice) BETWEEN 1 AND 32 AND apprentice NOT GLOB '*[^A-Za-z0-9._-]*'),
    given_names TEXT NOT NULL,
    family_name TEXT NOT NULL,
    date_of_birth TEXT CHECK (date_of_birth IS date(date_of_birth, '0 days')),
    uln TEXT,
    employer TEXT REFERENCES hosts (host) DEFERRABLE INITIALLY DEFERRED,
    standard TEXT REFERENCES standards (standard) DEFERRABLE INITIALLY DEFERRED,
    cohort TEXT,
    status TEXT NOT NULL DEFAULT 'active'
        CHECK (status IN ('active', 'break', 'withdrawn', 'completed')),
    starts_on TEXT NOT NULL CHECK (starts_on IS date(starts_on, '0 days')),
    ends_on TEXT NOT NULL CHECK (ends_on IS date(ends_on, '0 days')),
    gateway_on TEXT CHECK (gateway_on IS date(gateway_on, '0 days')),
    agreement_on TEXT CHECK (agreement_on IS date(agreement_on, '0 days')),
    weekly_hours TEXT
        CHECK (weekly_hours GLOB '[0-9]*' AND weekly_hours NOT GLOB '*[^0-9.]*'),
    hourly_pay TEXT CHECK (hourly_pay GLOB '[0-9]*' AND hourly_pay NOT GLOB '*[^0-9.]*'),
    off_the_job_hours INTEGER CHECK (off_the_job_hours >= 0),
    training_days TEXT,
    postcode TEXT,
    step_free INTEGER CHECK (step_free IN (0, 1)),
    opted_out_48h INTEGER CHECK (opted_out_48h IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX apprentices_key ON apprentices (apprentice);
CREATE INDEX apprentices_employer ON apprentices (employer);
CREATE INDEX apprentices_standard ON apprentices (standard);

CREATE TABLE clearances (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL DEFAULT 1,
    apprentice TEXT NOT NULL
        REFERENCES apprentices (apprentice) DEFERRABLE INITIALLY DEFERRED,
    clearance TEXT NOT NULL,
    host TEXT REFERENCES hosts (host) DEFERRABLE INITIALLY DEFERRED,
    issued_on TEXT CHECK (issued_on IS date(issued_on, '0 days')),
    expires_on TEXT CHECK (expires_on IS date(expires_on, '0 days'))
) STRICT;
CREATE UNIQUE INDEX clearances_key ON clearances (apprentice, clearance, coalesce(host, ''));
CREATE INDEX clearances_host ON clearances (host);

CREATE TABLE absences (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL DEFAULT 1,
    apprentice TEXT NOT NULL
        REFERENCES apprentices (apprentice) DEFERRABLE INITIALLY DEFERRED,
    kind TEXT NOT NULL,
    starts_on TEXT NOT NULL CHECK (starts_on IS date(starts_on, '0 days')),
    ends_on TEXT NOT NULL CHECK (ends_on IS date(ends_on, '0 days')),
    reason TEXT
) STRICT;
CREATE UNIQUE INDEX absences_key ON absences (apprentice, kind, starts_on);

CREATE TABLE closures (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL DEFAULT 1,
    host TEXT REFERENCES hosts (host) DEFERRABLE INITIALLY DEFERRED,
    placement TEXT REFERENCES placements (placement) DEFERRABLE INITIALLY DEFERRED,
    starts_on TEXT NOT NULL CHECK (starts_on IS date(starts_on, '0 days')),
    ends_on TEXT NOT NULL CHECK (ends_on IS date(ends_on, '0 days')),
    reason TEXT
) STRICT;
CREATE UNIQUE INDEX closures_key
    ON closures (coalesce(host, ''), coalesce(placement, ''), starts_on);
CREATE INDEX closures_host ON closures (host);
CREATE INDEX closures_placement ON closures (placement);

CREATE TABLE seats (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL DEFAULT 1,
    host TEXT REFERENCES hosts (host) DEFERRABLE INITIALLY DEFERRED,
    placement TEXT REFERENCES placements (placement) DEFERRABLE INITIALLY DEFERRED,
    cycle TEXT NOT NULL REFERENCES cycles (cycle) DEFERRABLE INITIALLY DEFERRED,
    min_seats INTEGER CHECK (min_seats >= 0),
    seats INTEGER CHECK (seats >= 0)
) STRICT;
CREATE UNIQUE INDEX seats_key ON seats (coalesce(host, ''), coalesce(placement, ''), cycle);
CREATE INDEX seats_host ON seats (host);
CREATE INDEX seats_placement ON seats (placement);
CREATE INDEX seats_cycle ON seats (cycle);

CREATE TABLE requirements (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL DEFAULT 1,
    who TEXT NOT NULL,
    what TEXT NOT NULL,
    min_cycles INTEGER CHECK (min_cycles >= 0),
    max_cycles INTEGER CHECK (max_cycles >= 0),
    reason TEXT
) STRICT;
CREATE UNIQUE INDEX requirements_key ON requirements (who, what);

CREATE TABLE sequence (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL DEFAULT 1,
    before TEXT NOT NULL,
    after TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX sequence_key ON sequence (before, after);

CREATE TABLE preferences (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL DEFAULT 1,
    apprentice TEXT NOT NULL
        REFERENCES apprentices (apprentice) DEFERRABLE INITIALLY DEFERRED,
    what TEXT NOT NULL,
    points INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX preferences_key ON preferences (apprentice, what);

CREATE TABLE exclusions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL DEFAULT 1,
    apprentice TEXT NOT NULL
        REFERENCES apprentices (apprentice) DEFERRABLE INITIALLY DEFERRED,
    what TEXT NOT NULL,
    cycle TEXT REFERENCES cycles (cycle) DEFERRABLE INITIALLY DEFERRED,
    reason TEXT
) STRICT;
CREATE UNIQUE INDEX exclusions_key ON exclusions (apprentice, what, coalesce(cycle, ''));
CREATE INDEX exclusions_cycle ON exclusions (cycle);

CREATE TABLE separations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL DEFAULT 1,
    apprentice TEXT NOT NULL
        REFERENCES apprentices (apprentice) DEFERRABLE INITIALLY DEFERRED,
    other TEXT NOT NULL REFERENCES apprentices (apprentice) DEFERRABLE INITIALLY DEFERRED,
    within TEXT NOT NULL DEFAULT 'placement'
        CHECK (within IN ('placement', 'host', 'team-site'))
) STRICT;
CREATE UNIQUE INDEX separations_key ON separations (apprentice, other);
CREATE INDEX separations_other ON separations (other);

CREATE TABLE travel (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL DEFAULT 1,
    apprentice TEXT NOT NULL
        REFERENCES apprentices (apprentice) DEFERRABLE INITIALLY DEFERRED,
    site TEXT NOT NULL,
    minutes INTEGER NOT NULL CHECK (minutes >= 0)
) STRICT;
CREATE UNIQUE INDEX travel_key ON travel (apprentice, site);

CREATE TABLE assignments (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL DEFAULT 1,
    apprentice TEXT NOT NULL
        REFERENCES apprentices (apprentice) DEFERRABLE INITIALLY DEFERRED,
    cycle TEXT NOT NULL REFERENCES cycles (cycle) DEFERRABLE INITIALLY DEFERRED,
    placement TEXT NOT NULL REFERENCES placements (placement) DEFERRABLE INITIALLY DEFERRED,
    pinned INTEGER NOT NULL DEFAULT 0 CHECK (pinned IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX assignments_key ON assignments (apprentice, cycle);
CREATE INDEX assignments_cycle ON assignments (cycle);
CREATE INDEX assignments_placement ON assignments (placement);

CREATE TABLE settings (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL DEFAULT 1,
    setting TEXT NOT NULL,
    value TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX settings_key ON settings (setting);

CREATE TABLE bank_holidays (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL DEFAULT 1,
    date TEXT NOT NULL CHECK (date IS date(date, '0 days')),
    name TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX bank_holidays_key ON bank_holidays (date);

-- What hosts and apprentices were told. No references to the programme: a publication stays as it was
-- told, whatever becomes of the people and placements in it.
CREATE TABLE publication (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    number INTEGER NOT NULL UNIQUE CHECK (number > 0),
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    note TEXT
) STRICT;
CREATE TABLE publication_row (
    publication INTEGER NOT NULL REFERENCES publication (id) DEFERRABLE INITIALLY DEFERRED,
    apprentice TEXT NOT NULL,
    cycle TEXT NOT NULL,
    placement TEXT NOT NULL,
    pinned INTEGER NOT NULL CHECK (pinned IN (0, 1)),
    UNIQUE (publication, apprentice, cycle)
) STRICT;

CREATE TABLE event (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    kind TEXT NOT NULL,
    label TEXT NOT NULL,
    undoes INTEGER REFERENCES event (id)
) STRICT;
CREATE INDEX event_undoes ON event (undoes) WHERE undoes IS NOT NULL;

-- One row of one event: its columns as JSON before and after (without id and version).
CREATE TABLE change (
    seq INTEGER PRIMARY KEY,
    event INTEGER NOT NULL REFERENCES event (id),
    tbl TEXT NOT NULL,
    pk INTEGER NOT NULL,
    op TEXT NOT NULL CHECK (op IN ('insert', 'update', 'delete')),
    old TEXT,
    new TEXT
) STRICT;
CREATE INDEX change_event ON change (event);

-- The event that changes belong to, inside a transaction of the program; empty outside of one.
CREATE TABLE open_event (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    event INTEGER NOT NULL REFERENCES event (id)
) STRICT;
