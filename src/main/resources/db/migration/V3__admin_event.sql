-- What was changed, by whom: append-only.

CREATE TABLE admin_event (
    id      uuid PRIMARY KEY,
    at      timestamptz NOT NULL,
    actor   text        NOT NULL,
    action  text        NOT NULL,
    kind    text        NOT NULL,
    subject text        NOT NULL,
    before  jsonb,
    after   jsonb
);
COMMENT ON COLUMN admin_event.kind IS 'what sort of thing was changed: team, key, budget …';
COMMENT ON COLUMN admin_event.subject IS 'its id';

CREATE INDEX admin_event_by_time ON admin_event (at, id);
