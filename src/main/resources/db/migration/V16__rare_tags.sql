-- In which hours a tag is found. Callers make up tags, so there may be many of which each is rare; of all other values
-- there are few, and the sums' own key leads to them. Sums that grow stay where they are in it.
CREATE INDEX rollup_tag ON rollup (value, at, team_id) WHERE dimension = 'tag' AND grain = 'hour';
