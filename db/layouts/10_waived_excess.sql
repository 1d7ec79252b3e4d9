-- How far over its limit a finding was that somebody accepts. Of those before, it is not known.

ALTER TABLE waiver ADD COLUMN excess INTEGER CHECK (excess >= 0);
