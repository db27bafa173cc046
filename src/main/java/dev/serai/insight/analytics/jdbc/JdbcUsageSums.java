package dev.serai.insight.analytics.jdbc;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.serai.gateway.access.jdbc.JdbcTeams;
import dev.serai.gateway.operation.TokenClass;
import dev.serai.insight.analytics.Dimension;
import dev.serai.insight.analytics.Durations;
import dev.serai.insight.analytics.Measures;
import dev.serai.insight.analytics.UsageQuery;
import dev.serai.insight.analytics.UsageSum;
import dev.serai.insight.analytics.UsageSums;
import dev.serai.platform.database.Database;
import dev.serai.platform.error.ApiError;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads usage from PostgreSQL: from daily and hourly sums, and from single calls only at
 * the edges of the period that cover part of an hour. Exact for any period and time zone.
 * Durations are available for totals and, when all teams are queried, for providers,
 * models and deployments.
 */
@Component
public final class JdbcUsageSums implements UsageSums {

	private static final List<String> COUNTS = Stream
		.concat(Stream.of("calls", "ok", "refused", "failed", "abandoned", "cache_hits", "failovers", "attempts",
				"failed_attempts", "unknown_calls", "searches"),
				Arrays.stream(TokenClass.values()).map(JdbcUsageSums::column))
		.toList();

	private static final List<String> AMOUNTS = List.of("cost_usd", "saved_usd", "baseline_usd");

	/** Sums each measure; pieces with a negative sign are subtracted. */
	private static final String SUMS = Stream
		.concat(COUNTS.stream().map("sum(p.sign * m.%1$s)::bigint AS %1$s"::formatted),
				AMOUNTS.stream().map("sum(p.sign * m.%1$s) AS %1$s"::formatted))
		.collect(Collectors.joining(", "));

	private static final String ALL_MEASURES = measuresIf(name -> true);

	private static final String KEPT = """
			  FROM unnest(:slots::int4[], :grains::text[], :ats::text[]::timestamptz[], :signs::int4[])
			       AS p(slot, grain, at, sign)
			  JOIN rollup m ON m.grain = p.grain COLLATE "C" AND m.dimension = :dimension AND m.at = p.at AND %s
			""";

	/**
	 * Usage of providers, models and deployments counts for each attempt's target. OFFSET
	 * 0 keeps the planner from scanning all calls to find the few in range.
	 */
	private static final String EDGES = """
			  FROM unnest(:slots::int4[], :froms::text[]::timestamptz[], :tos::text[]::timestamptz[], :signs::int4[])
			       AS p(slot, start, stop, sign)
			 CROSS JOIN LATERAL (%s OFFSET 0) AS m
			""";

	private static final String CALLS = """
			SELECT team_id, %s AS value, %s, latency, first_token FROM call_usage %s
			 WHERE at >= p.start AND at < p.stop AND (:everybody OR team_id = ANY(:teams::uuid[]))""";

	private static final String ATTEMPTS = """
			 UNION ALL
			SELECT team_id, %s, %s, latency, first_token FROM attempt_usage
			 WHERE at >= p.start AND at < p.stop AND call_at >= p.start AND call_at < p.stop AND (:everybody OR team_id = ANY(:teams::uuid[]))""";

	private static final String EACH_TAG = "CROSS JOIN unnest(coalesce(nullif(tags_of(tags), '{}'), '{\"\"}')) AS tag";

	/** The measures that count for the deployment that answered. */
	private static final Set<String> OF_CALLS = Set.of("calls", "ok", "refused", "failed", "abandoned", "cache_hits",
			"failovers", "unknown_calls", "saved_usd", "baseline_usd");

	private static final String SELECT_SUMS = "SELECT p.slot, %s AS key, " + SUMS + " %s GROUP BY 1, 2";

	/** Read as text, because JDBC arrays would create an object for each count. */
	private static final String SELECT_COUNTS = "SELECT p.slot, p.sign, %s AS key, m.latency::text, m.first_token::text %s";

	private static final String SELECT_DURATIONS = "SELECT p.slot, p.sign, %s AS key, m.latency, m.first_token %s";

	/**
	 * Callers choose features and tags freely, so only the keys with the highest cost are
	 * returned.
	 */
	private static final int MOST_KEYS = 10_000;

	private static final int MOST_STEPS = 30_000;

	private final Database database;

	public JdbcUsageSums(Database database) {
		this.database = database;
	}

	@Override
	public List<UsageSum> sums(UsageQuery query) {
		return this.database.atOneMoment(client -> sums(client, query));
	}

	@Override
	public List<List<UsageSum>> together(List<UsageQuery> queries) {
		return this.database.atOneMoment(client -> queries.stream().map(query -> sums(client, query)).toList());
	}

	private static List<UsageSum> sums(JdbcClient client, UsageQuery query) {
		Map<Place, Measures> found = new HashMap<>();
		span(client).ifPresent(span -> {
			Instant from = later(query.from(), span.from());
			Instant to = earlier(query.to(), span.to());
			if (from.isBefore(to)) {
				new Question(client, query, new UsagePieces(query, from, to), found).ask();
			}
		});
		return found.entrySet()
			.stream()
			.filter(sum -> sum.getValue().calls() != 0 || sum.getValue().attempts() != 0)
			.map(sum -> new UsageSum(sum.getKey().value, sum.getKey().at, sum.getValue()))
			.sorted(Comparator.comparing(UsageSum::key)
				.thenComparing(UsageSum::at, Comparator.nullsFirst(Comparator.naturalOrder())))
			.toList();
	}

	/** Returns the days that have calls. */
	private static Optional<Span> span(JdbcClient client) {
		return client
			.sql("SELECT min(at) AS first, max(at) AS last FROM rollup WHERE grain = 'day' AND dimension = 'total'")
			.query((row, number) -> {
				Instant first = JdbcTeams.moment(row, "first");
				Instant last = JdbcTeams.moment(row, "last");
				return (first == null || last == null) ? Optional.<Span>empty()
						: Optional.of(new Span(first, last.plus(Duration.ofDays(1))));
			})
			.single();
	}

	private static Instant later(Instant one, Instant other) {
		return one.isAfter(other) ? one : other;
	}

	private static Instant earlier(Instant one, Instant other) {
		return one.isBefore(other) ? one : other;
	}

	private static String column(Dimension dimension) {
		return dimension.name().toLowerCase(Locale.ROOT);
	}

	/** Returns the matching measures and zero for the others. */
	private static String measuresIf(Predicate<String> passes) {
		return Stream.concat(COUNTS.stream(), AMOUNTS.stream())
			.map(name -> passes.test(name) ? name : "0 AS " + name)
			.collect(Collectors.joining(", "));
	}

	private static String column(TokenClass tokenClass) {
		return tokenClass.name().toLowerCase(Locale.ROOT) + "_tokens";
	}

	private record Span(Instant from, Instant to) {
	}

	/** The key and interval of a sum. */
	private record Place(String value, @Nullable Instant at) {
	}

	/** A query with the results found so far. */
	private record Question(JdbcClient client, UsageQuery query, UsagePieces pieces, Map<Place, Measures> sums) {

		void ask() {
			if (!this.pieces.sums().isEmpty()) {
				String from = KEPT.formatted(keptTeams());
				String key = keptKey();
				kept(sums(key, from)).query((row, number) -> add(row, measures(row))).list();
				if (tellsDurations()) {
					kept(SELECT_COUNTS.formatted(key, from)).query((row, number) -> add(row, durations(row))).list();
				}
			}
			if (!this.pieces.edges().isEmpty()) {
				String from = EDGES.formatted(edgeRows());
				String key = (this.query.by() == Dimension.TEAM) ? "coalesce(m.team_id::text, '')" : "m.value";
				edges(sums(key, from)).query((row, number) -> add(row, measures(row))).list();
				if (tellsDurations()) {
					edges(SELECT_DURATIONS.formatted(key, from)).query((row, number) -> add(row, bucket(row))).list();
				}
			}
		}

		/** Limits the rows in the database, before they are in memory. */
		private String sums(String key, String from) {
			String bound = (this.query.interval() == null)
					? " ORDER BY cost_usd DESC, calls DESC, key LIMIT " + MOST_KEYS : " LIMIT " + (MOST_STEPS + 1);
			return SELECT_SUMS.formatted(key, from) + bound;
		}

		private String edgeRows() {
			Dimension by = this.query.by();
			return switch (by) {
				case null -> CALLS.formatted("''", ALL_MEASURES, "");
				case TEAM -> CALLS.formatted("''", ALL_MEASURES, "");
				case TAG -> CALLS.formatted("tag", ALL_MEASURES, EACH_TAG);
				case KEY, FEATURE, POLICY -> CALLS.formatted(column(by), ALL_MEASURES, "");
				case PROVIDER, MODEL, DEPLOYMENT ->
					CALLS.replace("latency, first_token", "NULL::int AS latency, NULL::int AS first_token")
						.formatted(column(by), measuresIf(OF_CALLS::contains), "")
							+ ATTEMPTS.formatted(column(by), measuresIf(name -> !OF_CALLS.contains(name)));
			};
		}

		private boolean tellsDurations() {
			Dimension by = this.query.by();
			return by == null || by == Dimension.TEAM || (this.query.teams() == null
					&& (by == Dimension.PROVIDER || by == Dimension.MODEL || by == Dimension.DEPLOYMENT));
		}

		private String keptTeams() {
			if (this.query.teams() != null) {
				return "m.team_id = ANY(:teams::uuid[])";
			}
			return "m.team_id %s '%s'".formatted((this.query.by() == Dimension.TEAM) ? ">" : "=", RollUps.ALL_TEAMS);
		}

		private String keptKey() {
			return (this.query.by() == Dimension.TEAM)
					? "coalesce(nullif(m.team_id, '" + RollUps.NO_TEAM + "')::text, '')" : "m.value";
		}

		private JdbcClient.StatementSpec kept(String sql) {
			List<UsagePieces.Sum> sums = this.pieces.sums();
			return about(sql).param("slots", array(sums, UsagePieces.Sum::slot))
				.param("signs", array(sums, UsagePieces.Sum::sign))
				.param("grains", array(sums, UsagePieces.Sum::grain))
				.param("ats", array(sums, UsagePieces.Sum::at));
		}

		private JdbcClient.StatementSpec edges(String sql) {
			List<UsagePieces.Edge> edges = this.pieces.edges();
			return about(sql).param("slots", array(edges, UsagePieces.Edge::slot))
				.param("signs", array(edges, UsagePieces.Edge::sign))
				.param("froms", array(edges, UsagePieces.Edge::from))
				.param("tos", array(edges, UsagePieces.Edge::to));
		}

		private JdbcClient.StatementSpec about(String sql) {
			Dimension by = this.query.by();
			return this.client.sql(sql)
				.param("dimension", (by == null || by == Dimension.TEAM) ? "total" : column(by))
				.param("everybody", this.query.teams() == null)
				.param("teams", JdbcTeams.ids((this.query.teams() != null) ? this.query.teams() : Set.of()));
		}

		private static <T> String[] array(List<T> pieces, Function<T, Object> value) {
			return pieces.stream().map(piece -> value.apply(piece).toString()).toArray(String[]::new);
		}

		private boolean add(ResultSet row, Measures measures) throws SQLException {
			Place place = new Place(row.getString("key"), this.pieces.slot(row.getInt("slot")));
			this.sums.merge(place, measures, Measures::plus);
			if (this.sums.size() > MOST_STEPS) {
				throw ApiError
					.invalid("interval", "too_many_sums",
							"These are more than " + MOST_STEPS
									+ " sums; ask for longer intervals, a shorter time or without 'interval'.")
					.refused();
			}
			return true;
		}

	}

	private static Measures measures(ResultSet row) throws SQLException {
		Map<TokenClass, Long> tokens = new EnumMap<>(TokenClass.class);
		for (TokenClass tokenClass : TokenClass.values()) {
			tokens.put(tokenClass, row.getLong(column(tokenClass)));
		}
		return new Measures(row.getLong("calls"), row.getLong("ok"), row.getLong("refused"), row.getLong("failed"),
				row.getLong("abandoned"), row.getLong("cache_hits"), row.getLong("failovers"), row.getLong("attempts"),
				row.getLong("failed_attempts"), row.getLong("unknown_calls"), row.getBigDecimal("cost_usd"),
				row.getBigDecimal("saved_usd"), row.getBigDecimal("baseline_usd"), tokens, row.getLong("searches"),
				Durations.NONE, Durations.NONE);
	}

	private static Measures durations(ResultSet row) throws SQLException {
		int sign = row.getInt("sign");
		return durations(counts(row.getString("latency"), sign), counts(row.getString("first_token"), sign));
	}

	private static Measures bucket(ResultSet row) throws SQLException {
		return durations(count(row, "latency"), count(row, "first_token"));
	}

	private static Measures durations(Durations latency, Durations firstToken) {
		return new Measures(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, Map.of(),
				0, latency, firstToken);
	}

	/**
	 * @param array in PostgreSQL's text format for arrays of numbers:
	 * <code>{3,0,17}</code>
	 */
	private static Durations counts(@Nullable String array, int sign) {
		if (array == null) {
			return Durations.NONE;
		}
		long[] counts = new long[Durations.BUCKETS];
		int bucket = 0;
		long count = 0;
		for (int i = 1; i < array.length(); i++) {
			char c = array.charAt(i);
			if (c >= '0' && c <= '9') {
				count = count * 10 + c - '0';
			}
			else {
				counts[bucket++] = sign * count;
				count = 0;
			}
		}
		return Durations.of(Arrays.copyOf(counts, bucket));
	}

	/** Returns the duration of a single call, added or subtracted. */
	private static Durations count(ResultSet row, String column) throws SQLException {
		Integer bucket = row.getObject(column, Integer.class);
		if (bucket == null) {
			return Durations.NONE;
		}
		long[] counts = new long[bucket + 1];
		counts[bucket] = row.getInt("sign");
		return Durations.of(counts);
	}

}
