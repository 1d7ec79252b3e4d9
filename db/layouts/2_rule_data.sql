-- The user's own dated figures for rules, over the shipped ones in apprentices/rules/data.

CREATE TABLE rule_data (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL DEFAULT 1,
    kind TEXT NOT NULL,
    item TEXT NOT NULL,
    from_on TEXT CHECK (from_on IS date(from_on, '0 days')),
    value TEXT CHECK (value GLOB '[0-9]*' AND value NOT GLOB '*[^0-9.]*'),
    source TEXT,
    checked_on TEXT CHECK (checked_on IS date(checked_on, '0 days'))
) STRICT;
CREATE UNIQUE INDEX rule_data_key ON rule_data (kind, item, coalesce(from_on, ''));
