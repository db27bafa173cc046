package dev.serai.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import dev.serai.analytics.CallFilter;
import dev.serai.analytics.CallHistory.Found;
import dev.serai.analytics.CallSummary;
import dev.serai.ledger.CallId;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Looks for calls, newest first. It goes along the index of what few calls have in
 * common, or, where what is asked has none, through those hours only of which the sums
 * say that there are such calls; and it looks at no more than a share of the calls,
 * however many there are and however few of them fit.
 */
final class CallSearch {

	private static final int MOST_HOURS = 500;

	private static final String TAG = "tag";

	/**
	 * After so long no further hour is looked through: somebody waits for the page, and
	 * can go on from where it ends.
	 */
	private static final long PATIENCE_NANOS = Duration.ofMillis(100).toNanos();

	/** A page tells everything but why. */
	private static final String COLUMNS = JdbcLedger.CALL
		.named(name -> !Set.of("decision", "guard_events").contains(name))
		.names();

	private static final String NEWEST = " ORDER BY at DESC, id DESC LIMIT ?";

	/** The hours that hold calls with a tag, to which an index leads. */
	private static final String HOURS_OF_TAG = """
			WITH hour AS (
			    SELECT DISTINCT m.at
			      FROM rollup m
			     WHERE m.grain = 'hour' AND m.dimension = 'tag' AND m.value = :value AND m.team_id = ANY(:teams::uuid[])
			       AND m.at > :from::timestamptz - interval '1 hour' AND m.at < :to
			     ORDER BY m.at DESC
			     LIMIT :most
			)""";

	/**
	 * The hours that hold calls with a value of which there are few, by way of the days
	 * that do.
	 */
	private static final String HOURS_OF_VALUE = """
			WITH day AS MATERIALIZED (
			    SELECT DISTINCT m.at
			      FROM generate_series(date_trunc('day', :from::timestamptz, 'UTC'), :to::timestamptz, '24 hours') AS g(at)
			      JOIN rollup m ON m.grain = 'day' AND m.dimension = :dimension AND m.at = g.at
			       AND m.team_id = ANY(:teams::uuid[]) AND m.value = :value
			), hour AS (
			    SELECT DISTINCT m.at
			      FROM day CROSS JOIN generate_series(0, 23) AS n
			      JOIN rollup m ON m.grain = 'hour' AND m.dimension = :dimension AND m.at = day.at + n * interval '1 hour'
			       AND m.team_id = ANY(:teams::uuid[]) AND m.value = :value
			     WHERE m.at > :from::timestamptz - interval '1 hour' AND m.at < :to
			     ORDER BY m.at DESC
			     LIMIT :most
			)""";

	/** And how many calls they hold at all. */
	private static final String CALLS_OF_HOURS = """

			SELECT h.at, sum(t.calls)::bigint AS calls
			  FROM hour h
			  JOIN rollup t ON t.grain = 'hour' AND t.dimension = 'total' AND t.at = h.at
			   AND t.team_id = ANY(:teams::uuid[]) AND t.value = ''
			 GROUP BY h.at
			 ORDER BY h.at DESC""";

	private final JdbcClient client;

	private final RowMapper<CallSummary> reader;

	private final CallFilter filter;

	private final @Nullable Set<UUID> teams;

	private final int limit;

	private final int share;

	/** What the index is asked for. */
	private final List<Condition> indexed = new ArrayList<>();

	/** What each call is asked for that the index gives. */
	private final List<Condition> others = new ArrayList<>();

	private final boolean byTeam;

	/**
	 * @param teams whose calls may be seen; null means everybody's
	 * @param limit how many calls are wanted
	 * @param share how many are looked at, at the most
	 */
	CallSearch(JdbcClient client, RowMapper<CallSummary> reader, CallFilter filter, @Nullable Set<UUID> teams,
			int limit, int share) {
		this.client = client;
		this.reader = reader;
		this.filter = filter;
		this.teams = teams;
		this.limit = limit;
		this.share = share;
		this.byTeam = choose();
	}

	/**
	 * @param before only calls older than this one; null begins with the newest
	 */
	Found run(@Nullable UUID before) {
		long start = System.nanoTime();
		Optional<List<Hour>> hours = hours(before);
		if (hours.isEmpty()) {
			return within(before, null, null, this.limit, this.share);
		}
		List<CallSummary> found = new ArrayList<>();
		long left = this.share;
		int seen = 0;
		for (Hour hour : hours.get()) {
			boolean late = seen > 0 && System.nanoTime() - start > PATIENCE_NANOS;
			if (left <= 0 || late) {
				return new Found(found, place(hour.at.plus(Duration.ofHours(1))));
			}
			Found part = within(before, hour.at, hour.at.plus(Duration.ofHours(1)), this.limit - found.size(),
					(int) left);
			found.addAll(part.calls());
			if (part.stoppedAt() != null || found.size() >= this.limit) {
				return new Found(found, part.stoppedAt());
			}
			left -= hour.calls;
			seen++;
		}
		return new Found(found, (seen == MOST_HOURS) ? place(hours.get().getLast().at) : null);
	}

	private Found within(@Nullable UUID before, @Nullable Instant from, @Nullable Instant to, int wanted, int share) {
		List<Condition> index = new ArrayList<>(this.indexed);
		times(before, from, to, index);
		boolean all = this.others.isEmpty();
		List<CallSummary> found = page(index, wanted, all ? wanted : each(share));
		boolean several = this.byTeam && this.teams != null && this.teams.size() > 1;
		if (all || (found.size() >= wanted && !several)) {
			return new Found(found, null);
		}
		// What is older than where the search of any team stopped may miss others.
		Optional<Place> stop = stop(index, each(share));
		if (stop.isEmpty()) {
			return new Found(found, null);
		}
		List<CallSummary> kept = found.stream().filter(call -> !stop.get().isAfter(call)).toList();
		return new Found(kept, (kept.size() >= wanted) ? null : stop.get().id);
	}

	/** What is given in the first place goes to the index; whether that is of teams. */
	private boolean choose() {
		List<Condition> all = new ArrayList<>();
		equal("session", this.filter.session(), all);
		equal("end_user", this.filter.endUser(), all);
		equal("key_id", this.filter.key(), all);
		int strong = all.size();
		rare(all);
		if (this.teams == null) {
			equal("feature", this.filter.feature(), all);
			equal("team_id", this.filter.teamId(), all);
			equal("team", this.filter.team(), all);
			equal("model", this.filter.model(), all);
			equal("provider", this.filter.provider(), all);
		}
		if (strong > 0 || (this.teams == null && !all.isEmpty())) {
			this.indexed.add(all.getFirst());
			this.others.addAll(all.subList(1, all.size()));
		}
		else {
			this.others.addAll(all);
		}
		boolean byTeam = this.teams != null && strong == 0;
		if (this.teams != null) {
			if (!byTeam) {
				this.others.add(new Condition("team_id = ANY(?::uuid[])", List.of((Object) JdbcTeams.ids(this.teams))));
			}
			equal("feature", this.filter.feature(), this.others);
			equal("team_id", this.filter.teamId(), this.others);
			equal("team", this.filter.team(), this.others);
			equal("model", this.filter.model(), this.others);
			equal("provider", this.filter.provider(), this.others);
		}
		equal("policy", this.filter.policy(), this.others);
		if (this.filter.tag() != null) {
			// Most calls are told apart without taking their tags apart.
			String tag = clean(this.filter.tag());
			this.others.add(new Condition("strpos(tags, ?) > 0 AND ? = ANY(tags_of(tags))", tag, tag));
		}
		if (this.filter.minUsd() != null) {
			this.others.add(new Condition("cost_usd >= ?", this.filter.minUsd()));
		}
		if (this.filter.minMs() != null) {
			this.others.add(new Condition("total_ms >= ?", this.filter.minMs()));
		}
		return byTeam;
	}

	/** Few calls are not answered whole, and their indexes hold no others. */
	private void rare(List<Condition> conditions) {
		String outcome = this.filter.outcome();
		if (outcome != null) {
			conditions.add(new Condition(outcome.equals("ok") ? "outcome = ?" : "outcome = ? AND outcome <> 'ok'",
					clean(outcome)));
		}
		if (this.filter.status() != null) {
			conditions
				.add(new Condition((this.filter.status() == 200) ? "status = ?" : "status = ? AND outcome <> 'ok'",
						this.filter.status()));
		}
	}

	private void times(@Nullable UUID before, @Nullable Instant from, @Nullable Instant to,
			List<Condition> conditions) {
		at(">=", this.filter.from(), conditions);
		at(">=", from, conditions);
		at("<", this.filter.to(), conditions);
		at("<", to, conditions);
		if (before != null) {
			OffsetDateTime at = JdbcTeams.utc(CallId.receivedAt(before));
			// Said twice, for a row's comparison alone keeps no month out of the search.
			conditions.add(new Condition("at <= ?", at));
			conditions.add(new Condition("(at, id) < (?, ?)", at, before));
		}
	}

	private static void at(String sign, @Nullable Instant moment, List<Condition> conditions) {
		if (moment != null) {
			conditions.add(new Condition("at " + sign + " ?", JdbcTeams.utc(moment)));
		}
	}

	private List<CallSummary> page(List<Condition> index, int wanted, int share) {
		List<Object> values = new ArrayList<>();
		StringBuilder sql = new StringBuilder("SELECT " + COLUMNS + " FROM (SELECT * FROM call");
		if (!this.byTeam) {
			sql.append(where(index, values)).append(NEWEST).append(") AS c");
			values.add(share);
			sql.append(where(this.others, values));
		}
		else {
			// The newest of each team, which its index has in order, and of these the
			// newest.
			values.add(JdbcTeams.ids(teams()));
			sql.insert(0, "SELECT c.* FROM unnest(?::uuid[]) AS theirs(team), LATERAL (");
			sql.append(where(ofTeam(index), values)).append(NEWEST).append(") AS c");
			values.add(share);
			sql.append(where(this.others, values)).append(NEWEST).append(") AS c");
			values.add(wanted);
		}
		sql.append(NEWEST);
		values.add(wanted);
		return this.client.sql(sql.toString()).params(values).query(this.reader).list();
	}

	/** Where the share was used up; of several teams the newest of these places. */
	private Optional<Place> stop(List<Condition> index, int share) {
		List<Object> values = new ArrayList<>();
		String sql;
		if (!this.byTeam) {
			sql = "SELECT at, id FROM call" + where(index, values) + " ORDER BY at DESC, id DESC OFFSET ? LIMIT 1";
			values.add(share - 1);
		}
		else {
			values.add(JdbcTeams.ids(teams()));
			sql = "SELECT c.at, c.id FROM unnest(?::uuid[]) AS theirs(team), LATERAL (SELECT at, id FROM call"
					+ where(ofTeam(index), values)
					+ " ORDER BY at DESC, id DESC OFFSET ? LIMIT 1) AS c ORDER BY at DESC, id DESC LIMIT 1";
			values.add(share - 1);
		}
		return this.client.sql(sql).params(values).query((row, number) -> Place.of(row)).optional();
	}

	/**
	 * How many calls are looked at along one index: each team has its own place in it.
	 */
	private int each(int share) {
		return this.byTeam ? Math.max(1, share / Math.max(1, teams().size())) : share;
	}

	private Set<UUID> teams() {
		return (this.teams != null) ? this.teams : Set.of();
	}

	private static List<Condition> ofTeam(List<Condition> index) {
		List<Condition> all = new ArrayList<>(index);
		all.add(new Condition("team_id = theirs.team"));
		return all;
	}

	/** Empty where an index leads to the calls, or the sums know no more than it. */
	private Optional<List<Hour>> hours(@Nullable UUID before) {
		Told told = told();
		if (told == null) {
			return Optional.empty();
		}
		Instant newest = Instant.now().plus(Duration.ofDays(1));
		if (this.filter.to() != null && this.filter.to().isBefore(newest)) {
			newest = this.filter.to();
		}
		if (before != null && CallId.receivedAt(before).isBefore(newest)) {
			// Before the first call of a moment there is none of that moment any more.
			Instant at = CallId.receivedAt(before);
			newest = before.equals(place(at)) ? at : at.plusMillis(1);
		}
		Instant last = newest;
		return oldest().map(oldest -> {
			Instant first = (this.filter.from() != null && this.filter.from().isAfter(oldest)) ? this.filter.from()
					: oldest;
			String hours = told.dimension.equals(TAG) ? HOURS_OF_TAG : HOURS_OF_VALUE;
			return this.client.sql(hours + CALLS_OF_HOURS)
				.param("from", JdbcTeams.utc(first))
				.param("to", JdbcTeams.utc(last))
				.param("dimension", told.dimension)
				.param("value", told.value)
				.param("teams", JdbcTeams.ids((this.teams != null) ? this.teams : Set.of(RollUps.ALL_TEAMS)))
				.param("most", MOST_HOURS)
				.query((row, number) -> new Hour(row.getObject("at", OffsetDateTime.class).toInstant(),
						row.getLong("calls")))
				.list();
		}).or(() -> Optional.of(List.of()));
	}

	private Optional<Instant> oldest() {
		return this.client.sql("SELECT min(at) AS first FROM rollup WHERE grain = 'day' AND dimension = 'total'")
			.query((row, number) -> Optional.ofNullable(JdbcTeams.moment(row, "first")))
			.single();
	}

	/** The value of which the sums tell in which hours it is found. */
	private @Nullable Told told() {
		if (!this.indexed.isEmpty()) {
			return null;
		}
		if (this.filter.tag() != null) {
			return new Told(TAG, clean(this.filter.tag()));
		}
		if (this.filter.policy() != null) {
			return new Told("policy", clean(this.filter.policy()));
		}
		if (this.filter.feature() != null) {
			return new Told("feature", clean(this.filter.feature()));
		}
		if (this.filter.model() != null) {
			return new Told("model", clean(this.filter.model()));
		}
		return (this.filter.provider() != null) ? new Told("provider", clean(this.filter.provider())) : null;
	}

	private static void equal(String column, @Nullable Object value, List<Condition> conditions) {
		if (value != null) {
			conditions.add(new Condition(column + " = ?", (value instanceof String text) ? clean(text) : value));
		}
	}

	/** No text in the database holds U+0000, and none may be sent there. */
	private static String clean(String text) {
		return text.replace('\0', '\uFFFD');
	}

	private static String where(List<Condition> conditions, List<Object> values) {
		if (conditions.isEmpty()) {
			return "";
		}
		conditions.forEach(condition -> values.addAll(condition.values));
		return " WHERE " + String.join(" AND ", conditions.stream().map(Condition::sql).toList());
	}

	/** Before the first call of a moment. */
	private static UUID place(Instant moment) {
		return new UUID(moment.toEpochMilli() << 16, 0);
	}

	private record Condition(String sql, List<Object> values) {

		Condition(String sql, Object... values) {
			this(sql, List.of(values));
		}

	}

	/** A call's place in the order. */
	private record Place(OffsetDateTime at, UUID id) {

		static Place of(ResultSet row) throws SQLException {
			return new Place(row.getObject("at", OffsetDateTime.class), row.getObject("id", UUID.class));
		}

		/** Whether a call is older. */
		boolean isAfter(CallSummary summary) {
			int order = this.at.toInstant().compareTo(summary.call().at());
			// As the database orders them: by their bytes.
			return order > 0 || (order == 0 && this.id.toString().compareTo(summary.call().id().toString()) > 0);
		}

	}

	private record Told(String dimension, String value) {
	}

	private record Hour(Instant at, long calls) {
	}

}
