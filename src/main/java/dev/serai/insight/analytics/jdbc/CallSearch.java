package dev.serai.insight.analytics.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;

import dev.serai.gateway.access.jdbc.JdbcTeams;
import dev.serai.gateway.call.CallId;
import dev.serai.insight.analytics.CallFilter;
import dev.serai.insight.analytics.CallHistory.Found;
import dev.serai.insight.analytics.CallSummary;
import dev.serai.ledger.jdbc.JdbcLedger;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Searches calls, newest first. It follows the index of the filter's most selective
 * condition. Where no index fits, it reads only the hours in which the roll-ups count
 * matching calls. It examines a bounded number of calls, however many exist and however
 * few match.
 */
final class CallSearch {

	/**
	 * No further hour is searched after this time: the caller waits for the page and can
	 * continue where it ends.
	 */
	private static final long PATIENCE_NANOS = Duration.ofMillis(100).toNanos();

	/** A page contains all columns except the decision. */
	private static final String COLUMNS = JdbcLedger.CALL
		.named(name -> !Set.of("decision", "guard_events").contains(name))
		.names();

	private static final String NEWEST = " ORDER BY at DESC, id DESC LIMIT ?";

	private final JdbcClient client;

	private final InstantSource clock;

	private final LongSupplier nanoClock;

	private final RowMapper<CallSummary> reader;

	private final CallFilter filter;

	private final @Nullable Set<UUID> teams;

	private final int limit;

	private final int share;

	/** Conditions that the index evaluates. */
	private final List<Condition> indexed = new ArrayList<>();

	/** Conditions that are checked for each call that the index returns. */
	private final List<Condition> others = new ArrayList<>();

	private final boolean byTeam;

	/**
	 * @param teams the visible teams; null for all
	 * @param limit the number of calls to find
	 * @param share the maximum number of calls to examine
	 */
	CallSearch(JdbcClient client, InstantSource clock, LongSupplier nanoClock, RowMapper<CallSummary> reader,
			CallFilter filter, @Nullable Set<UUID> teams, int limit, int share) {
		this.client = client;
		this.clock = clock;
		this.nanoClock = nanoClock;
		this.reader = reader;
		this.filter = filter;
		this.teams = teams;
		this.limit = limit;
		this.share = share;
		this.byTeam = choose();
	}

	/**
	 * @param before only calls older than this one; null starts with the newest
	 */
	Found run(@Nullable UUID before) {
		long start = this.nanoClock.getAsLong();
		Optional<List<CallHours.Hour>> hours = hours(before);
		if (hours.isEmpty()) {
			return within(before, null, null, this.limit, this.share);
		}
		List<CallSummary> found = new ArrayList<>();
		long left = this.share;
		int seen = 0;
		for (CallHours.Hour hour : hours.get()) {
			boolean late = seen > 0 && this.nanoClock.getAsLong() - start > PATIENCE_NANOS;
			if (left <= 0 || late) {
				return new Found(found, CallHours.place(hour.at().plus(Duration.ofHours(1))));
			}
			Found part = within(before, hour.at(), hour.at().plus(Duration.ofHours(1)), this.limit - found.size(),
					(int) left);
			found.addAll(part.calls());
			if (part.stoppedAt() != null || found.size() >= this.limit) {
				return new Found(found, part.stoppedAt());
			}
			left -= hour.calls();
			seen++;
		}
		return new Found(found, (seen == CallHours.MOST) ? CallHours.place(hours.get().getLast().at()) : null);
	}

	private Optional<List<CallHours.Hour>> hours(@Nullable UUID before) {
		return this.indexed.isEmpty() ? new CallHours(this.client, this.clock, this.filter, this.teams).before(before)
				: Optional.empty();
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
		// Beyond the point where any team's search stopped, matches may be missing.
		Optional<Place> stop = stop(index, each(share));
		if (stop.isEmpty()) {
			return new Found(found, null);
		}
		List<CallSummary> kept = found.stream().filter(call -> !stop.get().isAfter(call)).toList();
		return new Found(kept, (kept.size() >= wanted) ? null : stop.get().id);
	}

	/** Chooses the conditions for the index; returns whether the index is by team. */
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
		equal("operation", this.filter.operation(), this.others);
		if (this.filter.tag() != null) {
			// A cheap text comparison excludes most calls before their tags are parsed.
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

	/**
	 * Few calls are not answered completely, and their partial indexes contain only
	 * these.
	 */
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
			// Repeated as a plain bound: PostgreSQL prunes no partition by the row
			// comparison alone.
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
			// Takes the newest calls of each team in index order, then the newest of
			// these.
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

	/**
	 * Returns where the search used up its share; with several teams the newest such
	 * position.
	 */
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
	 * Returns how many calls are examined along one index; each team's search has its own
	 * position.
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

	private static void equal(String column, @Nullable Object value, List<Condition> conditions) {
		if (value != null) {
			conditions.add(new Condition(column + " = ?", (value instanceof String text) ? clean(text) : value));
		}
	}

	/** Replaces U+0000, which PostgreSQL cannot store or accept as a parameter. */
	static String clean(String text) {
		return text.replace('\0', '\uFFFD');
	}

	private static String where(List<Condition> conditions, List<Object> values) {
		if (conditions.isEmpty()) {
			return "";
		}
		conditions.forEach(condition -> values.addAll(condition.values));
		return " WHERE " + String.join(" AND ", conditions.stream().map(Condition::sql).toList());
	}

	private record Condition(String sql, List<Object> values) {

		Condition(String sql, Object... values) {
			this(sql, List.of(values));
		}

	}

	/** A call's position in the order. */
	private record Place(OffsetDateTime at, UUID id) {

		static Place of(ResultSet row) throws SQLException {
			return new Place(row.getObject("at", OffsetDateTime.class), row.getObject("id", UUID.class));
		}

		/** Returns whether the call is older than this position. */
		boolean isAfter(CallSummary summary) {
			int order = this.at.toInstant().compareTo(summary.call().at());
			// Compares ids by their bytes, as the database does.
			return order > 0 || (order == 0 && this.id.toString().compareTo(summary.call().id().toString()) > 0);
		}

	}

}
