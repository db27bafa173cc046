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

ALTER TABLE call ADD end_user text, ADD cache text, ADD guard_events json;
COMMENT ON COLUMN call.end_user IS 'the caller''s own name for its end user';
COMMENT ON COLUMN call.cache IS 'hit, miss or bypass; null when the call did not get that far';
COMMENT ON COLUMN call.guard_events IS 'what the guardrails found, without what they found it in';
