-- What keys and teams may do, and what was changed of them lately.

ALTER TABLE organisation ADD changed_at timestamptz;

ALTER TABLE team ADD allowed_models text[], ADD archived_at timestamptz, ADD changed_at timestamptz;
COMMENT ON COLUMN team.allowed_models IS 'null: all; a key''s own rights can only be narrower';
COMMENT ON COLUMN team.archived_at IS 'since when its keys do not work any more';

ALTER TABLE api_key
    ADD allowed_endpoints         text[],
    ADD allowed_origins           text[],
    ADD default_feature           text,
    ADD default_policy            text,
    ADD default_max_output_tokens integer,
    ADD default_tags              text[],
    ADD previous_hmac             bytea,
    ADD previous_pepper_id        text,
    ADD previous_until            timestamptz,
    ADD changed_at                timestamptz;
COMMENT ON COLUMN api_key.allowed_endpoints IS 'null: all';
COMMENT ON COLUMN api_key.allowed_origins IS 'blocks of addresses, in CIDR form; null: all';
COMMENT ON COLUMN api_key.previous_hmac IS 'the secret that the present one has replaced; it works until previous_until';
UPDATE api_key SET changed_at = revoked_at WHERE revoked_at IS NOT NULL;

-- Every node asks every few seconds what was changed lately. What is new needs no telling.
DROP INDEX api_key_revoked;
CREATE INDEX api_key_changed ON api_key (changed_at) WHERE changed_at IS NOT NULL;
CREATE INDEX team_changed ON team (changed_at) WHERE changed_at IS NOT NULL;
