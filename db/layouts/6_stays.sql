-- How many cycles in a row a visit to a team lasts.

ALTER TABLE placements ADD COLUMN stay_cycles INTEGER CHECK (stay_cycles >= 0);
