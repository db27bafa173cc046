-- What calls came to, by the hour and by the day, UTC. Rows are written in the transaction that appends the calls, so
-- that their sums are always equal to the ledger's.

-- One row an hour or day, dimension, team and value: not one for each combination, which would be as many as calls.
CREATE TABLE rollup (
    grain                 text COLLATE "C" NOT NULL CHECK (grain IN ('hour', 'day')),
    dimension             text COLLATE "C" NOT NULL CHECK (dimension IN
                              ('total', 'key', 'provider', 'model', 'deployment', 'feature', 'tag', 'policy')),
    at                    timestamptz      NOT NULL,
    team_id               uuid             NOT NULL,
    value                 text COLLATE "C" NOT NULL,
    calls                 bigint           NOT NULL,
    ok                    bigint           NOT NULL,
    refused               bigint           NOT NULL,
    failed                bigint           NOT NULL,
    abandoned             bigint           NOT NULL,
    cache_hits            bigint           NOT NULL,
    failovers             bigint           NOT NULL,
    attempts              bigint           NOT NULL,
    failed_attempts       bigint           NOT NULL,
    unknown_calls         bigint           NOT NULL,
    cost_usd              numeric          NOT NULL,
    saved_usd             numeric          NOT NULL,
    baseline_usd          numeric          NOT NULL,
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
    latency               integer[],
    first_token           integer[],
    PRIMARY KEY (grain, dimension, at, team_id, value)
) WITH (fillfactor = 70);
COMMENT ON COLUMN rollup.at IS 'when the hour or day begins';
COMMENT ON COLUMN rollup.team_id IS 'the nil UUID: calls of all teams, and of none; the max UUID: calls of no team';
COMMENT ON COLUMN rollup.value IS 'the key''s id, or the name; empty for calls that have none, and for a total';
COMMENT ON COLUMN rollup.cost_usd IS 'of a provider, model or deployment: of the attempts there, whoever answered in the end';
COMMENT ON COLUMN rollup.latency IS 'how many took how long, see duration_bucket; only in totals, and of all teams in rows of providers, models and deployments';

-- The tags in what a caller sent: parted by commas, each once. Of more than eight the first eight count, of each its
-- first 64 characters, for everyone can send any.
CREATE FUNCTION tags_of(sent text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$
SELECT CASE WHEN sent IS NOT NULL THEN ARRAY(
    SELECT tag
      FROM (SELECT btrim(left(btrim(part, E' \t\r\n'), 64), E' \t\r\n') AS tag, place
              FROM string_to_table(sent, ',') WITH ORDINALITY AS parts(part, place)) AS tags
     WHERE tag <> ''
     GROUP BY tag
     ORDER BY min(place)
     LIMIT 8)
ELSE '{}' END
$$;

-- The bucket that a duration in milliseconds counts in, from 0: each is 2^(1/8) wide, the last is 160.
CREATE FUNCTION duration_bucket(ms double precision) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$
SELECT CASE WHEN ms > 1 THEN least(160, ceil(8 * ln(ms) / ln(2::double precision))::integer) WHEN ms <= 1 THEN 0 END
$$;

-- What a call counts in each dimension, as one or several rows: the one definition of it. Of providers, models and
-- deployments, what an attempt used and cost counts at whom it asked, and the call at whoever answered.
CREATE FUNCTION usage_parts(c call) RETURNS TABLE (
    dimension text, value text, calls bigint, ok bigint, refused bigint, failed bigint, abandoned bigint,
    cache_hits bigint, failovers bigint, attempts bigint, failed_attempts bigint, unknown_calls bigint,
    cost_usd numeric, saved_usd numeric, baseline_usd numeric,
    input_tokens bigint, cache_read_tokens bigint, cache_write_5m_tokens bigint, cache_write_1h_tokens bigint,
    audio_input_tokens bigint, image_input_tokens bigint, output_tokens bigint, reasoning_tokens bigint,
    audio_output_tokens bigint, image_output_tokens bigint, searches bigint,
    latency_ms double precision, first_token_ms double precision) LANGUAGE sql STABLE AS
$$
SELECT d.dimension, d.value, 1::bigint,
       (c.outcome = 'ok')::integer::bigint,
       (c.outcome IN ('refused', 'blocked', 'rejected'))::integer::bigint,
       (c.outcome NOT IN ('ok', 'refused', 'blocked', 'rejected', 'client_closed'))::integer::bigint,
       (c.outcome = 'client_closed')::integer::bigint,
       (c.cache IS NOT DISTINCT FROM 'hit')::integer::bigint,
       coalesce(c.outcome = 'ok' AND c.attempts > 1 AND asked.first <> c.deployment, false)::integer::bigint,
       CASE WHEN d.whole THEN c.attempts ELSE 0 END::bigint,
       CASE WHEN d.whole THEN asked.failed ELSE 0 END::bigint,
       (c.price_status = 'unknown')::integer::bigint,
       CASE WHEN d.whole THEN c.cost_usd ELSE 0 END,
       coalesce(c.saved_usd, 0), coalesce(c.baseline_usd, 0),
       CASE WHEN d.whole THEN c.input_tokens ELSE 0 END, CASE WHEN d.whole THEN c.cache_read_tokens ELSE 0 END,
       CASE WHEN d.whole THEN c.cache_write_5m_tokens ELSE 0 END,
       CASE WHEN d.whole THEN c.cache_write_1h_tokens ELSE 0 END,
       CASE WHEN d.whole THEN c.audio_input_tokens ELSE 0 END, CASE WHEN d.whole THEN c.image_input_tokens ELSE 0 END,
       CASE WHEN d.whole THEN c.output_tokens ELSE 0 END, CASE WHEN d.whole THEN c.reasoning_tokens ELSE 0 END,
       CASE WHEN d.whole THEN c.audio_output_tokens ELSE 0 END,
       CASE WHEN d.whole THEN c.image_output_tokens ELSE 0 END, CASE WHEN d.whole THEN c.searches ELSE 0 END,
       CASE WHEN d.whole AND c.outcome = 'ok' THEN c.total_ms END,
       CASE WHEN d.whole AND c.outcome = 'ok' THEN c.first_token_ms END
  FROM (SELECT (array_agg(a.deployment ORDER BY a.number))[1] AS first,
               count(*) FILTER (WHERE a.outcome NOT IN ('ok', 'refused', 'blocked', 'rejected', 'client_closed')) AS failed
          FROM attempt a
         WHERE a.at = c.at AND a.call_id = c.id) AS asked
 CROSS JOIN (VALUES ('total', '', true), ('key', coalesce(c.key_id::text, ''), true),
                    ('feature', coalesce(c.feature, ''), true), ('policy', coalesce(c.policy, ''), true),
                    ('provider', coalesce(c.provider, ''), false), ('model', coalesce(c.model, ''), false),
                    ('deployment', coalesce(c.deployment, ''), false)
             UNION ALL
             SELECT 'tag', unnest(coalesce(nullif(tags_of(c.tags), '{}'), '{""}')), true) AS d(dimension, value, whole)
UNION ALL
SELECT d.dimension, d.value, 0::bigint, 0::bigint, 0::bigint, 0::bigint, 0::bigint, 0::bigint, 0::bigint, 1::bigint,
       (a.outcome NOT IN ('ok', 'refused', 'blocked', 'rejected', 'client_closed'))::integer::bigint, 0::bigint,
       a.cost_usd, 0::numeric, 0::numeric,
       a.input_tokens, a.cache_read_tokens, a.cache_write_5m_tokens, a.cache_write_1h_tokens,
       a.audio_input_tokens, a.image_input_tokens, a.output_tokens, a.reasoning_tokens,
       a.audio_output_tokens, a.image_output_tokens, a.searches,
       CASE WHEN a.outcome = 'ok' THEN a.total_ms END, CASE WHEN a.outcome = 'ok' THEN a.first_token_ms END
  FROM attempt a
 CROSS JOIN LATERAL (VALUES ('provider', a.provider), ('model', a.model), ('deployment', a.deployment)) AS d(dimension, value)
 WHERE a.at = c.at AND a.call_id = c.id
$$;

-- Counts by bucket as an array from bucket 0 on.
CREATE FUNCTION durations_of(buckets integer[], counts bigint[]) RETURNS integer[] LANGUAGE plpgsql IMMUTABLE AS
$$
DECLARE
    durations integer[] := array_fill(0, ARRAY[(SELECT max(b) + 1 FROM unnest(buckets) AS b)]);
BEGIN
    FOR i IN 1 .. cardinality(buckets) LOOP
        durations[buckets[i] + 1] := durations[buckets[i] + 1] + counts[i];
    END LOOP;
    RETURN durations;
END
$$;

-- Both together; null is none.
CREATE FUNCTION durations_plus(one integer[], other integer[]) RETURNS integer[] LANGUAGE plpgsql IMMUTABLE AS
$$
BEGIN
    IF one IS NULL OR other IS NULL THEN
        RETURN coalesce(one, other);
    END IF;
    IF cardinality(one) < cardinality(other) THEN
        RETURN durations_plus(other, one);
    END IF;
    FOR i IN 1 .. cardinality(other) LOOP
        IF other[i] > 0 THEN
            one[i] := one[i] + other[i];
        END IF;
    END LOOP;
    RETURN one;
END
$$;

-- Adds calls of the ledger, given by their times and ids, to the sums. Rows are taken in their key's order: writers
-- that meet wait for each other and never in a circle.
CREATE FUNCTION roll_up(ats timestamptz[], ids uuid[]) RETURNS void LANGUAGE plpgsql SET jit = off AS
$$
BEGIN
    WITH part AS MATERIALIZED (
        SELECT date_trunc('hour', c.at, 'UTC') AS hour, coalesce(c.team_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff') AS team_id, p.*
          FROM unnest(ats, ids) AS f(at, id)
          JOIN call c ON c.at = f.at AND c.id = f.id
         CROSS JOIN LATERAL usage_parts(c) AS p
    ), hour_sum AS MATERIALIZED (
        SELECT dimension, hour, team_id, value, sum(calls) AS calls, sum(ok) AS ok, sum(refused) AS refused,
               sum(failed) AS failed, sum(abandoned) AS abandoned, sum(cache_hits) AS cache_hits,
               sum(failovers) AS failovers, sum(attempts) AS attempts, sum(failed_attempts) AS failed_attempts,
               sum(unknown_calls) AS unknown_calls, sum(cost_usd) AS cost_usd, sum(saved_usd) AS saved_usd,
               sum(baseline_usd) AS baseline_usd, sum(input_tokens) AS input_tokens,
               sum(cache_read_tokens) AS cache_read_tokens, sum(cache_write_5m_tokens) AS cache_write_5m_tokens,
               sum(cache_write_1h_tokens) AS cache_write_1h_tokens, sum(audio_input_tokens) AS audio_input_tokens,
               sum(image_input_tokens) AS image_input_tokens, sum(output_tokens) AS output_tokens,
               sum(reasoning_tokens) AS reasoning_tokens, sum(audio_output_tokens) AS audio_output_tokens,
               sum(image_output_tokens) AS image_output_tokens, sum(searches) AS searches
          FROM part
         GROUP BY 1, 2, 3, 4
    ), duration AS (
        SELECT dimension, hour, team_id, value, kind, bucket, count(*) AS count
          FROM part
         CROSS JOIN LATERAL (VALUES (1, duration_bucket(latency_ms)), (2, duration_bucket(first_token_ms))) AS k(kind, bucket)
         WHERE bucket IS NOT NULL AND dimension IN ('total', 'provider', 'model', 'deployment')
         GROUP BY 1, 2, 3, 4, 5, 6
    ), durations AS (
        SELECT g.grain, dimension, date_trunc(g.grain, hour, 'UTC') AS at, t.team_id, value,
               CASE WHEN bool_or(kind = 1) THEN durations_of(array_agg(bucket) FILTER (WHERE kind = 1), array_agg(count) FILTER (WHERE kind = 1)) END AS latency,
               CASE WHEN bool_or(kind = 2) THEN durations_of(array_agg(bucket) FILTER (WHERE kind = 2), array_agg(count) FILTER (WHERE kind = 2)) END AS first_token
          FROM duration d
         CROSS JOIN (VALUES ('hour'), ('day')) AS g(grain)
         CROSS JOIN LATERAL (VALUES (d.team_id), ('00000000-0000-0000-0000-000000000000')) AS t(team_id)
         WHERE dimension = 'total' OR t.team_id = '00000000-0000-0000-0000-000000000000'
         GROUP BY 1, 2, 3, 4, 5
    ), sums AS (
        SELECT g.grain, dimension, date_trunc(g.grain, hour, 'UTC') AS at, t.team_id, value,
               sum(calls) AS calls, sum(ok) AS ok, sum(refused) AS refused,
               sum(failed) AS failed, sum(abandoned) AS abandoned, sum(cache_hits) AS cache_hits,
               sum(failovers) AS failovers, sum(attempts) AS attempts, sum(failed_attempts) AS failed_attempts,
               sum(unknown_calls) AS unknown_calls, sum(cost_usd) AS cost_usd, sum(saved_usd) AS saved_usd,
               sum(baseline_usd) AS baseline_usd, sum(input_tokens) AS input_tokens,
               sum(cache_read_tokens) AS cache_read_tokens, sum(cache_write_5m_tokens) AS cache_write_5m_tokens,
               sum(cache_write_1h_tokens) AS cache_write_1h_tokens, sum(audio_input_tokens) AS audio_input_tokens,
               sum(image_input_tokens) AS image_input_tokens, sum(output_tokens) AS output_tokens,
               sum(reasoning_tokens) AS reasoning_tokens, sum(audio_output_tokens) AS audio_output_tokens,
               sum(image_output_tokens) AS image_output_tokens, sum(searches) AS searches
          FROM hour_sum s
         CROSS JOIN (VALUES ('hour'), ('day')) AS g(grain)
         CROSS JOIN LATERAL (VALUES (s.team_id), ('00000000-0000-0000-0000-000000000000')) AS t(team_id)
         GROUP BY 1, 2, 3, 4, 5
    )
    INSERT INTO rollup AS r
    SELECT s.*, d.latency, d.first_token
      FROM sums s
      LEFT JOIN durations d USING (grain, dimension, at, team_id, value)
     ORDER BY grain COLLATE "C", dimension COLLATE "C", at, team_id, value COLLATE "C"
    ON CONFLICT (grain, dimension, at, team_id, value) DO UPDATE
       SET calls = r.calls + excluded.calls, ok = r.ok + excluded.ok, refused = r.refused + excluded.refused,
           failed = r.failed + excluded.failed, abandoned = r.abandoned + excluded.abandoned,
           cache_hits = r.cache_hits + excluded.cache_hits, failovers = r.failovers + excluded.failovers,
           attempts = r.attempts + excluded.attempts, failed_attempts = r.failed_attempts + excluded.failed_attempts,
           unknown_calls = r.unknown_calls + excluded.unknown_calls, cost_usd = r.cost_usd + excluded.cost_usd,
           saved_usd = r.saved_usd + excluded.saved_usd, baseline_usd = r.baseline_usd + excluded.baseline_usd,
           input_tokens = r.input_tokens + excluded.input_tokens,
           cache_read_tokens = r.cache_read_tokens + excluded.cache_read_tokens,
           cache_write_5m_tokens = r.cache_write_5m_tokens + excluded.cache_write_5m_tokens,
           cache_write_1h_tokens = r.cache_write_1h_tokens + excluded.cache_write_1h_tokens,
           audio_input_tokens = r.audio_input_tokens + excluded.audio_input_tokens,
           image_input_tokens = r.image_input_tokens + excluded.image_input_tokens,
           output_tokens = r.output_tokens + excluded.output_tokens,
           reasoning_tokens = r.reasoning_tokens + excluded.reasoning_tokens,
           audio_output_tokens = r.audio_output_tokens + excluded.audio_output_tokens,
           image_output_tokens = r.image_output_tokens + excluded.image_output_tokens,
           searches = r.searches + excluded.searches, latency = durations_plus(r.latency, excluded.latency),
           first_token = durations_plus(r.first_token, excluded.first_token);
END
$$;

-- Reckons all sums anew from the ledger, a day at a time, so that no more than a day's calls are in memory. Who
-- appends meanwhile waits.
CREATE PROCEDURE roll_up_all() LANGUAGE plpgsql AS
$$
DECLARE
    day timestamptz;
BEGIN
    LOCK TABLE rollup IN EXCLUSIVE MODE;
    DELETE FROM rollup;
    day := date_trunc('day', (SELECT min(at) FROM call), 'UTC');
    WHILE day IS NOT NULL LOOP
        PERFORM roll_up(array_agg(at), array_agg(id)) FROM call WHERE at >= day AND at < day + interval '24 hours';
        day := date_trunc('day', (SELECT min(at) FROM call WHERE at >= day + interval '24 hours'), 'UTC');
    END LOOP;
END
$$;
CALL roll_up_all();

DROP TABLE spend_hour;
