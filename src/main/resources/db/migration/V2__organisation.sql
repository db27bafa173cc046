-- Who the teams belong to, and the clock by which their days and months begin.

CREATE TABLE organisation (
    id         uuid PRIMARY KEY,
    name       text        NOT NULL UNIQUE,
    time_zone  text        NOT NULL DEFAULT 'UTC',
    created_at timestamptz NOT NULL
);
COMMENT ON COLUMN organisation.time_zone IS 'a name of the IANA time zone database';

INSERT INTO organisation (id, name, created_at) VALUES (gen_random_uuid(), 'default', clock_timestamp());

ALTER TABLE team ADD organisation_id uuid REFERENCES organisation;
UPDATE team SET organisation_id = (SELECT id FROM organisation);
ALTER TABLE team ALTER organisation_id SET NOT NULL;
ALTER TABLE team ADD time_zone text;
COMMENT ON COLUMN team.time_zone IS 'null: that of the organisation';

ALTER TABLE call ADD organisation_id uuid;
