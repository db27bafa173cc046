-- What was changed, by whom: append-only.

CREATE TABLE admin_event (
    id      uuid PRIMARY KEY,
    at      timestamptz NOT NULL,
    actor   text        NOT NULL,
    action  text        NOT NULL,
    kind    text        NOT NULL,
    subject text        NOT NULL,
    before  json,
    after   json
);
COMMENT ON COLUMN admin_event.id IS 'a UUID of version 7, as a call''s: newest first is backwards by id';
COMMENT ON COLUMN admin_event.before IS 'json and not jsonb, for the text itself is hashed';
COMMENT ON COLUMN admin_event.kind IS 'what sort of thing was changed: team, key, budget …';
COMMENT ON COLUMN admin_event.subject IS 'its id';

