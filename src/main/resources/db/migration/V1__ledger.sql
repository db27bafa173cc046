-- Who may call.

CREATE TABLE team (
    id         uuid PRIMARY KEY,
    name       text        NOT NULL UNIQUE,
    created_at timestamptz NOT NULL
);

CREATE TABLE api_key (
    id             uuid PRIMARY KEY,
    public_id      text        NOT NULL UNIQUE,
    team_id        uuid        NOT NULL REFERENCES team,
    name           text        NOT NULL,
    secret_hmac    bytea       NOT NULL,
    pepper_id      text        NOT NULL,
    allowed_models text[],
    created_at     timestamptz NOT NULL,
    expires_at     timestamptz,
    revoked_at     timestamptz
);
COMMENT ON COLUMN api_key.secret_hmac IS 'HMAC-SHA-256 of the whole key under the pepper named by pepper_id; the key itself is nowhere';
COMMENT ON COLUMN api_key.allowed_models IS 'null: all';

CREATE INDEX api_key_by_team ON api_key (team_id);
-- Every node asks every few seconds what was revoked lately.
CREATE INDEX api_key_revoked ON api_key (revoked_at) WHERE revoked_at IS NOT NULL;

-- What happened: append-only, a partition a month.

CREATE TABLE call (
    id                    uuid             NOT NULL,
    at                    timestamptz      NOT NULL,
    ended_at              timestamptz      NOT NULL,
    team_id               uuid,
    team                  text,
    key_id                uuid,
    feature               text,
    session               text,
    tags                  text,
    model_requested       text,
    policy                text,
    model                 text,
    provider              text,
    deployment            text,
    simulated             boolean          NOT NULL,
    stream                boolean          NOT NULL,
    outcome               text             NOT NULL,
    status                integer          NOT NULL,
    error_code            text,
    attempts              integer          NOT NULL,
    input_tokens          bigint           NOT NULL,
    cache_read_tokens     bigint           NOT NULL,
    cache_write_5m_tokens bigint           NOT NULL,
    cache_write_1h_tokens bigint           NOT NULL,
    audio_input_tokens    bigint           NOT NULL,
    image_input_tokens    bigint           NOT NULL,
    output_tokens         bigint           NOT NULL,
    reasoning_tokens      bigint           NOT NULL,
    audio_output_tokens   bigint           NOT NULL,
    image_output_tokens   bigint           NOT NULL,
    searches              bigint           NOT NULL,
    usage_estimated       boolean          NOT NULL,
    cost_usd              numeric          NOT NULL,
    price_status          text             NOT NULL,
    baseline_usd          numeric,
    saved_usd             numeric,
    first_token_ms        double precision,
    total_ms              double precision NOT NULL,
    overhead_ms           double precision,
    decision              json,
    PRIMARY KEY (at, id)
) PARTITION BY RANGE (at);
COMMENT ON COLUMN call.at IS 'when the call was received: the millisecond that its id, a UUID of version 7, holds';
COMMENT ON COLUMN call.cost_usd IS 'exact; only the known part where price_status is unknown';
COMMENT ON COLUMN call.decision IS 'which deployments could serve, in which order and why';

CREATE TABLE attempt (
    at                    timestamptz      NOT NULL,
    call_id               uuid             NOT NULL,
    number                integer          NOT NULL,
    deployment            text             NOT NULL,
    provider              text             NOT NULL,
    model                 text             NOT NULL,
    simulated             boolean          NOT NULL,
    outcome               text             NOT NULL,
    status                integer          NOT NULL,
    failure_kind          text,
    failure               text,
    input_tokens          bigint           NOT NULL,
    cache_read_tokens     bigint           NOT NULL,
    cache_write_5m_tokens bigint           NOT NULL,
    cache_write_1h_tokens bigint           NOT NULL,
    audio_input_tokens    bigint           NOT NULL,
    image_input_tokens    bigint           NOT NULL,
    output_tokens         bigint           NOT NULL,
    reasoning_tokens      bigint           NOT NULL,
    audio_output_tokens   bigint           NOT NULL,
    image_output_tokens   bigint           NOT NULL,
    searches              bigint           NOT NULL,
    usage_estimated       boolean          NOT NULL,
    cost_usd              numeric          NOT NULL,
    price_status          text             NOT NULL,
    started_ms            double precision NOT NULL,
    first_token_ms        double precision,
    total_ms              double precision NOT NULL,
    retry_after_ms        bigint,
    PRIMARY KEY (at, call_id, number)
) PARTITION BY RANGE (at);
COMMENT ON COLUMN attempt.at IS 'that of the call, so that both are found in the same month';
COMMENT ON COLUMN attempt.started_ms IS 'after the call was received';

-- The primary key, read backwards, is the page of newest calls; these are the same page for one of a kind.
CREATE INDEX call_by_team ON call (team, at, id);
CREATE INDEX call_by_model ON call (model, at, id);
CREATE INDEX call_by_provider ON call (provider, at, id);
CREATE INDEX call_by_feature ON call (feature, at, id) WHERE feature IS NOT NULL;
CREATE INDEX call_not_ok ON call (outcome, at, id) WHERE outcome <> 'ok';

-- An insert never fails for want of a month.
CREATE TABLE call_default PARTITION OF call DEFAULT;
CREATE TABLE attempt_default PARTITION OF attempt DEFAULT;

-- Makes the partition for the month of a moment, UTC, and moves there what was in the default one. Nothing
-- happens when it is there already.
CREATE FUNCTION ensure_month(parent text, moment timestamptz) RETURNS void LANGUAGE plpgsql AS
$$
DECLARE
    first timestamptz := date_trunc('month', moment, 'UTC');
    after timestamptz := date_trunc('month', first + interval '45 days', 'UTC');
    name  text        := parent || '_' || to_char(first AT TIME ZONE 'UTC', 'YYYYMM');
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('ensure_month'));
    IF to_regclass(quote_ident(name)) IS NOT NULL THEN
        RETURN;
    END IF;
    EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL)', name, parent);
    EXECUTE format('WITH moved AS (DELETE FROM %I WHERE at >= %L AND at < %L RETURNING *) INSERT INTO %I SELECT * FROM moved',
                   parent || '_default', first, after, name);
    EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', parent, name, first, after);
END
$$;

-- Sums by the hour, written in the transaction that appends the calls, so that they are always equal to the ledger.
-- What a call has none of is '' here (nil for the team's id).
CREATE TABLE spend_hour (
    hour          timestamptz NOT NULL,
    team_id       uuid        NOT NULL,
    team          text        NOT NULL,
    provider      text        NOT NULL,
    model         text        NOT NULL,
    feature       text        NOT NULL,
    simulated     boolean     NOT NULL,
    calls         bigint      NOT NULL,
    unknown_calls bigint      NOT NULL,
    cost_usd      numeric     NOT NULL,
    saved_usd     numeric     NOT NULL,
    PRIMARY KEY (hour, team_id, provider, model, feature, simulated)
) WITH (fillfactor = 70);
COMMENT ON COLUMN spend_hour.unknown_calls IS 'calls whose price_status is unknown: their cost is only in part in cost_usd';
