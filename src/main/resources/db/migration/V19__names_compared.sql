-- Names that look alike are the same: teams and organisations are told apart by their names in Unicode's form NFKC.
-- Names that collided before keep working: the one that is in that form already, or the oldest, counts, and the others
-- are marked until they are changed.

ALTER TABLE team ADD looks_like_another boolean NOT NULL DEFAULT false;
ALTER TABLE organisation ADD looks_like_another boolean NOT NULL DEFAULT false;

UPDATE team SET looks_like_another = true WHERE id IN (
    SELECT id FROM (
        SELECT id, row_number() OVER (PARTITION BY normalize(name, NFKC)
                                      ORDER BY (name = normalize(name, NFKC)) DESC, created_at, id) AS place
          FROM team) AS placed
     WHERE place > 1);
UPDATE organisation SET looks_like_another = true WHERE id IN (
    SELECT id FROM (
        SELECT id, row_number() OVER (PARTITION BY normalize(name, NFKC)
                                      ORDER BY (name = normalize(name, NFKC)) DESC, created_at, id) AS place
          FROM organisation) AS placed
     WHERE place > 1);

CREATE UNIQUE INDEX team_by_compared_name ON team (normalize(name, NFKC)) WHERE NOT looks_like_another;
CREATE UNIQUE INDEX organisation_by_compared_name ON organisation (normalize(name, NFKC)) WHERE NOT looks_like_another;
