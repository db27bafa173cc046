-- How much a key, a team or a model's name may be used.

CREATE TABLE call_limit (
    scope               text        NOT NULL CHECK (scope IN ('key', 'team', 'model')),
    subject             text        NOT NULL,
    requests_per_minute bigint CHECK (requests_per_minute >= 0),
    tokens_per_minute   bigint CHECK (tokens_per_minute >= 0),
    concurrent_calls    bigint CHECK (concurrent_calls >= 0),
    updated_at          timestamptz NOT NULL,
    PRIMARY KEY (scope, subject)
);
COMMENT ON COLUMN call_limit.subject IS 'a key''s or team''s id, a model''s or policy''s name; * is every key or team without a limit of its own';
COMMENT ON COLUMN call_limit.requests_per_minute IS 'null: not limited';
