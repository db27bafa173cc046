-- Calls as a company of 20 teams makes them in 90 days up to the beginning of this hour: ${calls} of them.

CREATE TEMP TABLE load_team AS
SELECT t AS number, md5('team ' || t)::uuid AS id, 'team-' || t AS name FROM generate_series(0, 19) AS t;
INSERT INTO team (id, name, created_at, organisation_id)
SELECT id, name, now(), (SELECT min(id::text)::uuid FROM organisation) FROM load_team;
INSERT INTO api_key (id, public_id, team_id, name, secret_hmac, pepper_id, created_at, revoked_at)
SELECT md5('key ' || k)::uuid, 'load-' || k, t.id, 'key-' || k, '\x00', 'none', now(), now()
  FROM generate_series(0, 99) AS k JOIN load_team t ON t.number = k / 5;

CREATE TEMP TABLE load_deployment AS
SELECT d AS number, p.provider, 'model-' || m AS model, p.provider || '/model-' || m AS id
  FROM generate_series(0, 11) AS d
  CROSS JOIN LATERAL (SELECT (ARRAY['openai', 'anthropic', 'gemini', 'mistral'])[1 + d % 4] AS provider, d / 2 AS m) AS p;

SELECT ensure_month(parent, date_trunc('month', now(), 'UTC') - m * interval '28 days')
  FROM unnest(ARRAY['call', 'attempt', 'call_salt']) AS parent CROSS JOIN generate_series(0, 4) AS m;

CREATE TEMP TABLE load_index AS
SELECT i.indexrelid::regclass::text AS name, replace(pg_get_indexdef(i.indexrelid), ' ON ONLY ', ' ON ') AS definition
  FROM pg_index i WHERE i.indrelid = 'call'::regclass AND NOT i.indisprimary;
DO $$ DECLARE name text; BEGIN
    FOR name IN SELECT l.name FROM load_index l LOOP EXECUTE 'DROP INDEX ' || name; END LOOP;
END $$;

SELECT setseed(0.4);

INSERT INTO call (id, at, ended_at, organisation_id, team_id, team, key_id, feature, session, tags, end_user, cache,
                  model_requested, policy, model, provider, deployment, simulated, stream, outcome, status, error_code,
                  attempts, input_tokens, cache_read_tokens, cache_write_5m_tokens, cache_write_1h_tokens,
                  audio_input_tokens, image_input_tokens, output_tokens, reasoning_tokens, audio_output_tokens,
                  image_output_tokens, searches, usage_estimated, cost_usd, price_status, baseline_usd, saved_usd,
                  first_token_ms, total_ms, overhead_ms)
SELECT (lpad(to_hex(c.ms), 12, '0') || '7' || lpad(to_hex((c.i & 4095)::int), 3, '0') || '8' || lpad(to_hex(c.i), 15, '0'))::uuid,
       to_timestamp(c.ms / 1000.0), to_timestamp((c.ms + c.took) / 1000.0), NULL, t.id, t.name,
       md5('key ' || (t.number * 5 + c.key))::uuid, 'feature-' || c.feature, 's-' || (c.i / 6),
       CASE WHEN c.i % 5 < 2 THEN NULL
            WHEN c.i % 499979 = 3 THEN 'rare,env-prod'
            ELSE 'project-' || c.project || ',env-' || CASE WHEN c.i % 3 = 0 THEN 'test' ELSE 'prod' END END,
       'user-' || c.person, CASE WHEN c.hit THEN 'hit' ELSE 'miss' END,
       'auto', CASE WHEN c.i % 10 < 6 THEN 'auto' WHEN c.i % 10 < 9 THEN 'cheap' WHEN c.i % 99991 = 9 THEN 'exact' ELSE d.model END,
       d.model, d.provider, d.id, false, c.i % 2 = 0, c.outcome,
       CASE c.outcome WHEN 'ok' THEN 200 WHEN 'refused' THEN 429 WHEN 'blocked' THEN 400 WHEN 'timeout' THEN 504 WHEN 'client_closed' THEN 499 ELSE 502 END,
       CASE WHEN c.outcome <> 'ok' THEN c.outcome END, c.attempts,
       CASE WHEN c.attempts > 0 THEN c.input ELSE 0 END, 0, 0, 0, 0, 0, CASE WHEN c.attempts > 0 THEN c.input / 8 ELSE 0 END,
       0, 0, 0, 0, false, CASE WHEN c.attempts > 0 THEN c.input * (d.number + 1) * 0.00000015 ELSE 0 END, 'known',
       c.input * 0.000002, c.input * 0.000002 - CASE WHEN c.attempts > 0 THEN c.input * (d.number + 1) * 0.00000015 ELSE 0 END,
       CASE WHEN c.outcome = 'ok' THEN c.took / 5.0 END, c.took, 0.4
  FROM (SELECT r.i, start.ms + (r.i * (90 * 86400000.0 / ${calls}))::bigint AS ms,
               floor(20 * r.a ^ 2)::int AS team, floor(5 * r.b)::int AS key, floor(12 * r.c ^ 1.5)::int AS deployment,
               floor(30 * r.d ^ 1.5)::int AS feature, floor(50 * r.e)::int AS project, floor(5000 * r.f)::int AS person,
               (200 + 4000 * r.g ^ 3)::int AS input, (150 * exp(3.5 * r.h))::int AS took,
               r.b > 0.97 AND r.o >= 0.05 AS hit,
               CASE WHEN r.o < 0.01 THEN 'refused' WHEN r.o < 0.012 THEN 'blocked' WHEN r.o < 0.03 THEN 'failed'
                    WHEN r.o < 0.04 THEN 'timeout' WHEN r.o < 0.05 THEN 'client_closed' ELSE 'ok' END AS outcome,
               CASE WHEN r.o < 0.012 OR r.b > 0.97 AND r.o >= 0.05 THEN 0 WHEN r.g < 0.04 THEN 2 ELSE 1 END AS attempts
          FROM (SELECT i, random() AS a, random() AS b, random() AS c, random() AS d, random() AS e, random() AS f,
                       random() AS g, random() AS h, random() AS o
                  FROM generate_series(0::bigint, ${calls}::bigint - 1) AS i) AS r
         CROSS JOIN (SELECT (extract(epoch FROM date_trunc('hour', now(), 'UTC')) * 1000)::bigint - 90 * 86400000::bigint AS ms) AS start) AS c
  JOIN load_team t ON t.number = c.team
  JOIN load_deployment d ON d.number = c.deployment
 ORDER BY c.ms;

-- The first of two attempts failed, elsewhere.
INSERT INTO attempt (at, call_id, number, deployment, provider, model, simulated, outcome, status, failure_kind,
                     input_tokens, cache_read_tokens, cache_write_5m_tokens, cache_write_1h_tokens, audio_input_tokens,
                     image_input_tokens, output_tokens, reasoning_tokens, audio_output_tokens, image_output_tokens,
                     searches, usage_estimated, cost_usd, price_status, started_ms, first_token_ms, total_ms)
SELECT c.at, c.id, n, CASE WHEN n < c.attempts THEN 'openai/model-9' ELSE c.deployment END,
       CASE WHEN n < c.attempts THEN 'openai' ELSE c.provider END, CASE WHEN n < c.attempts THEN 'model-9' ELSE c.model END,
       false, CASE WHEN n < c.attempts THEN 'failed' ELSE c.outcome END, 200, CASE WHEN n < c.attempts THEN 'server_error' END,
       CASE WHEN n < c.attempts THEN 0 ELSE c.input_tokens END, 0, 0, 0, 0, 0,
       CASE WHEN n < c.attempts THEN 0 ELSE c.output_tokens END, 0, 0, 0, 0, false,
       CASE WHEN n < c.attempts THEN 0 ELSE c.cost_usd END, 'known', 1, c.first_token_ms, c.total_ms
  FROM call c CROSS JOIN LATERAL generate_series(1, c.attempts) AS n;

DO $$ DECLARE definition text; BEGIN
    FOR definition IN SELECT l.definition FROM load_index l LOOP EXECUTE definition; END LOOP;
END $$;

CALL roll_up_all();
