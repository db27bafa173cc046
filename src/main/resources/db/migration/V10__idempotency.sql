-- What calls that carry an idempotency key came to, for as long as the key stands for them.

CREATE TABLE idempotency (
    team_id      uuid        NOT NULL,
    key_hash     bytea       NOT NULL,
    body_hash    bytea       NOT NULL,
    call_id      uuid        NOT NULL,
    leased_until timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    outcome      text,
    answer       bytea,
    PRIMARY KEY (team_id, key_hash)
);
COMMENT ON TABLE idempotency IS 'holds content: the answers, until they expire';
COMMENT ON COLUMN idempotency.key_hash IS 'SHA-256 of the caller''s key';
COMMENT ON COLUMN idempotency.body_hash IS 'SHA-256 of the request';
COMMENT ON COLUMN idempotency.call_id IS 'the call that the key stands for';
COMMENT ON COLUMN idempotency.leased_until IS 'when a call that has not ended by then is taken for lost';
COMMENT ON COLUMN idempotency.outcome IS 'answer, error or too_large; null while the call is under way';

CREATE INDEX idempotency_by_expiry ON idempotency (expires_at);
