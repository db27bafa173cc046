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
CREATE FUNCTION tags_of(sent text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS
$$
DECLARE
    tags text[] := '{}';
    tag  text;
BEGIN
    FOREACH tag IN ARRAY coalesce(string_to_array(sent, ','), '{}') LOOP
        tag := btrim(left(btrim(tag, E' \t\r\n'), 64), E' \t\r\n');
        IF tag <> '' AND tag <> ALL (tags) THEN
            tags := tags || tag;
            EXIT WHEN cardinality(tags) = 8;
        END IF;
    END LOOP;
    RETURN tags;
END
$$;

-- The bucket that a duration in milliseconds counts in, from 0: each is 2^(1/8) wide, the last is 160.
CREATE FUNCTION duration_bucket(ms double precision) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$
SELECT CASE WHEN ms > 1 THEN least(160, ceil(8 * ln(ms) / ln(2::double precision))::integer) WHEN ms <= 1 THEN 0 END
$$;

-- What each call counts; used and asked is what it used and cost at all whom it asked.
CREATE VIEW call_usage AS
SELECT c.at, c.id, c.team_id, coalesce(c.key_id::text, '') AS key, coalesce(c.provider, '') AS provider,
       coalesce(c.model, '') AS model, coalesce(c.deployment, '') AS deployment, coalesce(c.feature, '') AS feature,
       coalesce(c.policy, '') AS policy, c.tags,
       1 AS calls,
       (c.outcome = 'ok')::integer AS ok,
       (c.outcome IN ('refused', 'blocked', 'rejected'))::integer AS refused,
       (c.outcome NOT IN ('ok', 'refused', 'blocked', 'rejected', 'client_closed'))::integer AS failed,
       (c.outcome = 'client_closed')::integer AS abandoned,
       (c.cache IS NOT DISTINCT FROM 'hit')::integer AS cache_hits,
       coalesce(c.outcome = 'ok' AND asked.first <> c.deployment, false)::integer AS failovers,
       c.attempts, asked.failed::integer AS failed_attempts,
       (c.price_status = 'unknown')::integer AS unknown_calls,
       c.cost_usd, coalesce(c.saved_usd, 0) AS saved_usd, coalesce(c.baseline_usd, 0) AS baseline_usd,
       c.input_tokens, c.cache_read_tokens, c.cache_write_5m_tokens, c.cache_write_1h_tokens, c.audio_input_tokens,
       c.image_input_tokens, c.output_tokens, c.reasoning_tokens, c.audio_output_tokens, c.image_output_tokens, c.searches,
       CASE WHEN c.outcome = 'ok' THEN duration_bucket(c.total_ms) END AS latency,
       CASE WHEN c.outcome = 'ok' THEN duration_bucket(c.first_token_ms) END AS first_token
  FROM call c
 CROSS JOIN LATERAL (
    SELECT max(a.deployment) FILTER (WHERE a.number = 1) AS first,
           count(*) FILTER (WHERE a.outcome NOT IN ('ok', 'refused', 'blocked', 'rejected', 'client_closed')) AS failed
      FROM attempt a
     -- Of most calls the only attempt was answered, and need not be looked at.
     WHERE (c.attempts > 1 OR c.outcome <> 'ok') AND a.at = c.at AND a.call_id = c.id) AS asked;

-- What each attempt counts at whom it asked. Who asks for a time says it of both at and call_at, which are the same: so
-- the calls, too, are looked for in that time only.
CREATE VIEW attempt_usage AS
SELECT a.at, c.at AS call_at, c.team_id, a.provider, a.model, a.deployment,
       1 AS attempts,
       (a.outcome NOT IN ('ok', 'refused', 'blocked', 'rejected', 'client_closed'))::integer AS failed_attempts,
       a.cost_usd, a.input_tokens, a.cache_read_tokens, a.cache_write_5m_tokens, a.cache_write_1h_tokens,
       a.audio_input_tokens, a.image_input_tokens, a.output_tokens, a.reasoning_tokens, a.audio_output_tokens,
       a.image_output_tokens, a.searches,
       CASE WHEN a.outcome = 'ok' THEN duration_bucket(a.total_ms) END AS latency,
       CASE WHEN a.outcome = 'ok' THEN duration_bucket(a.first_token_ms) END AS first_token
  FROM attempt a
  JOIN call c ON c.at = a.at AND c.id = a.call_id;

-- Counts by bucket as an array from bucket 0 on; null where there are none.
CREATE FUNCTION durations_of(buckets integer[], counts bigint[]) RETURNS integer[] LANGUAGE plpgsql IMMUTABLE STRICT AS
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

-- Reckons all sums anew from the ledger, a day at a time, so that no more than a day's sums are in memory. Who
-- appends meanwhile waits.
CREATE PROCEDURE roll_up_all() LANGUAGE plpgsql SET work_mem = '128MB' SET jit = off AS
$$
DECLARE
    all_teams CONSTANT uuid := '00000000-0000-0000-0000-000000000000';
    no_team   CONSTANT uuid := 'ffffffff-ffff-ffff-ffff-ffffffffffff';
    day       timestamptz;
    next      timestamptz;
BEGIN
    LOCK TABLE rollup IN EXCLUSIVE MODE;
    DELETE FROM rollup;
    day := date_trunc('day', (SELECT min(at) FROM call), 'UTC');
    WHILE day IS NOT NULL LOOP
        next := day + interval '24 hours';
        WITH part (dimension, hour, team_id, value,
                   calls, ok, refused, failed, abandoned, cache_hits, failovers, attempts, failed_attempts,
                   unknown_calls, cost_usd, saved_usd, baseline_usd, input_tokens, cache_read_tokens,
                   cache_write_5m_tokens, cache_write_1h_tokens, audio_input_tokens, image_input_tokens,
                   output_tokens, reasoning_tokens, audio_output_tokens, image_output_tokens, searches) AS (
            SELECT CASE WHEN grouping(key) = 0 THEN 'key' WHEN grouping(feature) = 0 THEN 'feature'
                        WHEN grouping(policy) = 0 THEN 'policy' ELSE 'total' END,
                   date_trunc('hour', at, 'UTC'), coalesce(team_id, no_team), coalesce(key, feature, policy, ''),
                   sum(calls)::bigint, sum(ok)::bigint, sum(refused)::bigint, sum(failed)::bigint,
                   sum(abandoned)::bigint, sum(cache_hits)::bigint, sum(failovers)::bigint, sum(attempts)::bigint,
                   sum(failed_attempts)::bigint, sum(unknown_calls)::bigint, sum(cost_usd), sum(saved_usd),
                   sum(baseline_usd), sum(input_tokens)::bigint, sum(cache_read_tokens)::bigint,
                   sum(cache_write_5m_tokens)::bigint, sum(cache_write_1h_tokens)::bigint,
                   sum(audio_input_tokens)::bigint, sum(image_input_tokens)::bigint, sum(output_tokens)::bigint,
                   sum(reasoning_tokens)::bigint, sum(audio_output_tokens)::bigint, sum(image_output_tokens)::bigint,
                   sum(searches)::bigint
              FROM call_usage
             WHERE at >= day AND at < next
             GROUP BY GROUPING SETS ((2, 3), (2, 3, key), (2, 3, feature), (2, 3, policy))
            UNION ALL
            SELECT 'tag', date_trunc('hour', at, 'UTC'), coalesce(team_id, no_team), tag,
                   sum(calls)::bigint, sum(ok)::bigint, sum(refused)::bigint, sum(failed)::bigint,
                   sum(abandoned)::bigint, sum(cache_hits)::bigint, sum(failovers)::bigint, sum(attempts)::bigint,
                   sum(failed_attempts)::bigint, sum(unknown_calls)::bigint, sum(cost_usd), sum(saved_usd),
                   sum(baseline_usd), sum(input_tokens)::bigint, sum(cache_read_tokens)::bigint,
                   sum(cache_write_5m_tokens)::bigint, sum(cache_write_1h_tokens)::bigint,
                   sum(audio_input_tokens)::bigint, sum(image_input_tokens)::bigint, sum(output_tokens)::bigint,
                   sum(reasoning_tokens)::bigint, sum(audio_output_tokens)::bigint, sum(image_output_tokens)::bigint,
                   sum(searches)::bigint
              FROM call_usage CROSS JOIN unnest(coalesce(nullif(tags_of(tags), '{}'), '{""}')) AS tag
             WHERE at >= day AND at < next
             GROUP BY 2, 3, 4
            UNION ALL
            SELECT CASE WHEN grouping(provider) = 0 THEN 'provider' WHEN grouping(model) = 0 THEN 'model' ELSE 'deployment' END,
                   date_trunc('hour', at, 'UTC'), coalesce(team_id, no_team), coalesce(provider, model, deployment),
                   sum(calls)::bigint, sum(ok)::bigint, sum(refused)::bigint, sum(failed)::bigint,
                   sum(abandoned)::bigint, sum(cache_hits)::bigint, sum(failovers)::bigint, 0, 0,
                   sum(unknown_calls)::bigint, 0, sum(saved_usd), sum(baseline_usd), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
              FROM call_usage
             WHERE at >= day AND at < next
             GROUP BY GROUPING SETS ((2, 3, provider), (2, 3, model), (2, 3, deployment))
            UNION ALL
            SELECT CASE WHEN grouping(provider) = 0 THEN 'provider' WHEN grouping(model) = 0 THEN 'model' ELSE 'deployment' END,
                   date_trunc('hour', at, 'UTC'), coalesce(team_id, no_team), coalesce(provider, model, deployment),
                   0, 0, 0, 0, 0, 0, 0, sum(attempts)::bigint, sum(failed_attempts)::bigint, 0, sum(cost_usd), 0, 0,
                   sum(input_tokens)::bigint, sum(cache_read_tokens)::bigint, sum(cache_write_5m_tokens)::bigint,
                   sum(cache_write_1h_tokens)::bigint, sum(audio_input_tokens)::bigint,
                   sum(image_input_tokens)::bigint, sum(output_tokens)::bigint, sum(reasoning_tokens)::bigint,
                   sum(audio_output_tokens)::bigint, sum(image_output_tokens)::bigint, sum(searches)::bigint
              FROM attempt_usage
             WHERE at >= day AND at < next AND call_at >= day AND call_at < next
             GROUP BY GROUPING SETS ((2, 3, provider), (2, 3, model), (2, 3, deployment))
        ), sums AS (
            SELECT g.grain, p.dimension, date_trunc(g.grain, p.hour, 'UTC') AS at, t.team_id, p.value,
                   sum(calls)::bigint AS calls, sum(ok)::bigint AS ok, sum(refused)::bigint AS refused,
                   sum(failed)::bigint AS failed, sum(abandoned)::bigint AS abandoned,
                   sum(cache_hits)::bigint AS cache_hits, sum(failovers)::bigint AS failovers,
                   sum(attempts)::bigint AS attempts, sum(failed_attempts)::bigint AS failed_attempts,
                   sum(unknown_calls)::bigint AS unknown_calls, sum(cost_usd) AS cost_usd,
                   sum(saved_usd) AS saved_usd, sum(baseline_usd) AS baseline_usd,
                   sum(input_tokens)::bigint AS input_tokens, sum(cache_read_tokens)::bigint AS cache_read_tokens,
                   sum(cache_write_5m_tokens)::bigint AS cache_write_5m_tokens,
                   sum(cache_write_1h_tokens)::bigint AS cache_write_1h_tokens,
                   sum(audio_input_tokens)::bigint AS audio_input_tokens,
                   sum(image_input_tokens)::bigint AS image_input_tokens, sum(output_tokens)::bigint AS output_tokens,
                   sum(reasoning_tokens)::bigint AS reasoning_tokens,
                   sum(audio_output_tokens)::bigint AS audio_output_tokens,
                   sum(image_output_tokens)::bigint AS image_output_tokens, sum(searches)::bigint AS searches
              FROM part p
             CROSS JOIN (VALUES ('hour'), ('day')) AS g(grain)
             CROSS JOIN LATERAL (VALUES (p.team_id), (all_teams)) AS t(team_id)
             GROUP BY 1, 2, 3, 4, 5
        ), duration (dimension, hour, team_id, value, kind, bucket, count) AS (
            SELECT 'total', date_trunc('hour', at, 'UTC'), coalesce(team_id, no_team), '', kind, bucket, count(*)
              FROM call_usage CROSS JOIN LATERAL (VALUES ('latency', latency), ('first token', first_token)) AS k(kind, bucket)
             WHERE at >= day AND at < next AND bucket IS NOT NULL
             GROUP BY 2, 3, kind, bucket
            UNION ALL
            SELECT CASE WHEN grouping(provider) = 0 THEN 'provider' WHEN grouping(model) = 0 THEN 'model' ELSE 'deployment' END,
                   date_trunc('hour', at, 'UTC'), all_teams, coalesce(provider, model, deployment), kind, bucket, count(*)
              FROM attempt_usage CROSS JOIN LATERAL (VALUES ('latency', latency), ('first token', first_token)) AS k(kind, bucket)
             WHERE at >= day AND at < next AND call_at >= day AND call_at < next AND bucket IS NOT NULL
             GROUP BY GROUPING SETS ((2, provider, kind, bucket), (2, model, kind, bucket), (2, deployment, kind, bucket))
        ), durations AS (
            SELECT g.grain, d.dimension, date_trunc(g.grain, d.hour, 'UTC') AS at, t.team_id, d.value,
                   durations_of(array_agg(bucket) FILTER (WHERE kind = 'latency'),
                                array_agg(count) FILTER (WHERE kind = 'latency')) AS latency,
                   durations_of(array_agg(bucket) FILTER (WHERE kind = 'first token'),
                                array_agg(count) FILTER (WHERE kind = 'first token')) AS first_token
              FROM duration d
             CROSS JOIN (VALUES ('hour'), ('day')) AS g(grain)
             CROSS JOIN LATERAL (SELECT d.team_id UNION SELECT all_teams) AS t(team_id)
             GROUP BY 1, 2, 3, 4, 5
        )
        INSERT INTO rollup
        SELECT s.*, d.latency, d.first_token
          FROM sums s LEFT JOIN durations d USING (grain, dimension, at, team_id, value)
         ORDER BY 1, 2, 3, 4, 5;
        day := date_trunc('day', (SELECT min(at) FROM call WHERE at >= next), 'UTC');
    END LOOP;
END
$$;

-- Before the tags of an end user's calls are erased: takes the calls off the sums of these tags, for a tag may be about
-- a person, too, and counts them where calls without tags are counted.
CREATE FUNCTION forget_tags(whose text) RETURNS void LANGUAGE plpgsql AS
$$
BEGIN
    INSERT INTO rollup AS r (grain, dimension, at, team_id, value,
           calls, ok, refused, failed, abandoned, cache_hits, failovers, attempts, failed_attempts, unknown_calls,
           cost_usd, saved_usd, baseline_usd, input_tokens, cache_read_tokens, cache_write_5m_tokens,
           cache_write_1h_tokens, audio_input_tokens, image_input_tokens, output_tokens, reasoning_tokens,
           audio_output_tokens, image_output_tokens, searches)
    SELECT g.grain, 'tag', date_trunc(g.grain, u.at, 'UTC'), t.team_id, tag.value,
           sum(sign * u.calls), sum(sign * u.ok), sum(sign * u.refused), sum(sign * u.failed),
           sum(sign * u.abandoned), sum(sign * u.cache_hits), sum(sign * u.failovers), sum(sign * u.attempts),
           sum(sign * u.failed_attempts), sum(sign * u.unknown_calls), sum(sign * u.cost_usd),
           sum(sign * u.saved_usd), sum(sign * u.baseline_usd), sum(sign * u.input_tokens),
           sum(sign * u.cache_read_tokens), sum(sign * u.cache_write_5m_tokens), sum(sign * u.cache_write_1h_tokens),
           sum(sign * u.audio_input_tokens), sum(sign * u.image_input_tokens), sum(sign * u.output_tokens),
           sum(sign * u.reasoning_tokens), sum(sign * u.audio_output_tokens), sum(sign * u.image_output_tokens),
           sum(sign * u.searches)
      FROM call c
      JOIN call_usage u ON u.at = c.at AND u.id = c.id
     CROSS JOIN LATERAL (SELECT unnest(tags_of(c.tags)) AS value, -1 AS sign UNION ALL SELECT '', 1) AS tag
     CROSS JOIN (VALUES ('hour'), ('day')) AS g(grain)
     CROSS JOIN LATERAL (VALUES (coalesce(c.team_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff')),
                                ('00000000-0000-0000-0000-000000000000')) AS t(team_id)
     WHERE c.end_user = whose AND tags_of(c.tags) <> '{}'
     GROUP BY 1, 2, 3, 4, 5
     ORDER BY 1, 2, 3, 4, tag.value COLLATE "C"
    ON CONFLICT (grain, dimension, at, team_id, value) DO UPDATE SET
           calls = r.calls + excluded.calls, ok = r.ok + excluded.ok, refused = r.refused + excluded.refused,
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
           searches = r.searches + excluded.searches;
    DELETE FROM rollup r
     USING (SELECT DISTINCT g.grain, date_trunc(g.grain, c.at, 'UTC') AS at
              FROM call c CROSS JOIN (VALUES ('hour'), ('day')) AS g(grain)
             WHERE c.end_user = whose AND c.tags IS NOT NULL) AS changed
     WHERE r.grain = changed.grain COLLATE "C" AND r.dimension = 'tag' AND r.at = changed.at AND r.value <> '' AND r.calls = 0;
END
$$;

-- Nodes of the version before, which know no roll-ups, wait here with what they append, and try again when they have
-- been replaced. In the order in which they write: else they and this would wait for each other.
LOCK TABLE call, attempt IN SHARE ROW EXCLUSIVE MODE;
LOCK TABLE spend_hour IN ACCESS EXCLUSIVE MODE;
CALL roll_up_all();
DROP TABLE spend_hour;

-- Calls are looked for by what few of them have in common.
CREATE INDEX call_by_key ON call (key_id, at, id) WHERE key_id IS NOT NULL;
CREATE INDEX call_by_session ON call (session, at, id) WHERE session IS NOT NULL;
CREATE INDEX call_by_end_user ON call (end_user, at, id) WHERE end_user IS NOT NULL;
CREATE INDEX call_by_status ON call (status, at, id) WHERE outcome <> 'ok';
