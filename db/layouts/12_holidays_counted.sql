-- Bank holidays among the rows that a change touched are counted wherever it is listed: of an import, without
-- a look at each of its rows.

CREATE INDEX change_holiday ON change (event) WHERE tbl = 'bank_holidays';
