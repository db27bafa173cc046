-- Before the tags of some of an end user's calls are erased: takes just these calls off the sums of their tags, for a tag
-- may be about a person, too, and counts them where calls without tags are counted.
DROP FUNCTION forget_tags(text);
CREATE FUNCTION forget_tags(whose uuid[], first timestamptz, last timestamptz) RETURNS void LANGUAGE plpgsql AS
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
     WHERE c.id = ANY(whose) AND c.at BETWEEN first AND last AND tags_of(c.tags) <> '{}'
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
             WHERE c.id = ANY(whose) AND c.at BETWEEN first AND last AND c.tags IS NOT NULL) AS changed
     WHERE r.grain = changed.grain COLLATE "C" AND r.dimension = 'tag' AND r.at = changed.at AND r.value <> '' AND r.calls = 0;
END
$$;
