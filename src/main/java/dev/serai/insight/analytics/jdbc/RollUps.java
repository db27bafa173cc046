package dev.serai.insight.analytics.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

import dev.serai.ledger.AttemptRecord;
import dev.serai.ledger.CallRecord;
import dev.serai.ledger.Served;
import dev.serai.ledger.jdbc.AppendStep;
import dev.serai.ledger.jdbc.Columns;
import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Adds calls to the sums by hour and day, in the transaction that appends them to the
 * ledger. A batch is summed in memory first, so the database gets one row for each
 * changed sum, not for each call. This step runs after the calls are hashed, because the
 * writers of all nodes contend for the rows that it locks.
 */
@Component
@Order(1)
public final class RollUps implements AppendStep {

	/** The team id of the sums over all calls, with and without a team. */
	static final UUID ALL_TEAMS = new UUID(0, 0);

	/** The team id of the sums of calls without a team. */
	static final UUID NO_TEAM = new UUID(-1, -1);

	private static final int MOST_TAGS = 8;

	private static final int LONGEST_TAG = 64;

	private static final Columns<RollUp> SUMS = RollUp.columns();

	private static final Columns<Map.Entry<Row, RollUp>> COLUMNS = Columns.<Map.Entry<Row, RollUp>>none()
		.with(Map.Entry::getKey,
				Columns.<Row>none()
					.with("grain", "text", Row::grain)
					.with("dimension", "text", Row::dimension)
					.with("at", "timestamptz", Row::at)
					.with("team_id", "uuid", Row::team)
					.with("value", "text", Row::value))
		.with(Map.Entry::getValue, SUMS);

	/**
	 * Rows are sorted by key, so that concurrent writers lock them in the same order and
	 * cannot deadlock.
	 */
	private static final String ADD = """
			INSERT INTO rollup AS r (%s)
			%s
			 ORDER BY grain COLLATE "C", dimension COLLATE "C", at, team_id, value COLLATE "C"
			ON CONFLICT (grain, dimension, at, team_id, value) DO UPDATE SET %s""".formatted(COLUMNS.names(),
			COLUMNS.select(), SUMS.each(RollUps::added));

	@Override
	public void appended(Connection connection, List<CallRecord> fresh) throws SQLException {
		Map<Row, RollUp> hours = new HashMap<>();
		fresh.forEach(call -> count(call, hours));
		Map<Row, RollUp> rows = new HashMap<>();
		hours.forEach((row, sum) -> row.countsIn()
			.forEach(kept -> rows.computeIfAbsent(kept, none -> new RollUp()).add(sum, kept.hasDurations())));
		try (PreparedStatement statement = connection.prepareStatement(ADD)) {
			COLUMNS.bind(statement, List.copyOf(rows.entrySet()));
			statement.executeUpdate();
		}
	}

	private static String added(String column) {
		String both = RollUp.DURATIONS.contains(column) ? "durations_plus(r.%1$s, excluded.%1$s)"
				: "r.%1$s + excluded.%1$s";
		return "%1$s = ".concat(both).formatted(column);
	}

	private static void count(CallRecord call, Map<Row, RollUp> hours) {
		Instant hour = call.at().truncatedTo(ChronoUnit.HOURS);
		UUID team = (call.caller() != null) ? call.caller().teamId() : NO_TEAM;
		RollUp whole = RollUp.of(call);
		Counter counter = (dimension, value, sum) -> hours
			.computeIfAbsent(new Row("hour", dimension, hour, team, value), none -> new RollUp())
			.add(sum, true);
		counter.count("total", "", whole);
		counter.count("key", (call.caller() != null) ? call.caller().keyId().toString() : "", whole);
		counter.count("feature", orNone(call.labels().feature()), whole);
		counter.count("policy", orNone(call.policy()), whole);
		tags(call.labels().tags()).forEach(tag -> counter.count("tag", tag, whole));
		at(call.served(), RollUp.served(call), counter);
		for (AttemptRecord attempt : call.attempts()) {
			at(attempt.asked(), RollUp.of(attempt), counter);
		}
	}

	private static void at(@Nullable Served served, RollUp sum, Counter counter) {
		counter.count("provider", part(served, Served::provider), sum);
		counter.count("model", part(served, Served::model), sum);
		counter.count("deployment", part(served, Served::deployment), sum);
	}

	private static String part(@Nullable Served served, Function<Served, String> part) {
		return (served != null) ? part.apply(served) : "";
	}

	private static String orNone(@Nullable String name) {
		return (name != null) ? name : "";
	}

	/**
	 * Splits tags like the database function {@code tags_of}; returns one empty tag where
	 * there is none.
	 */
	static Set<String> tags(@Nullable String sent) {
		Set<String> tags = new LinkedHashSet<>();
		if (sent != null) {
			for (String part : sent.split(",")) {
				String tag = trimmed(part);
				if (tag.codePointCount(0, tag.length()) > LONGEST_TAG) {
					tag = trimmed(tag.substring(0, tag.offsetByCodePoints(0, LONGEST_TAG)));
				}
				if (!tag.isEmpty() && tags.size() < MOST_TAGS) {
					tags.add(tag);
				}
			}
		}
		return tags.isEmpty() ? Set.of("") : tags;
	}

	private static String trimmed(String text) {
		int start = 0;
		int end = text.length();
		while (start < end && isBlank(text.charAt(start))) {
			start++;
		}
		while (end > start && isBlank(text.charAt(end - 1))) {
			end--;
		}
		return text.substring(start, end);
	}

	private static boolean isBlank(char c) {
		return c == ' ' || c == '\t' || c == '\r' || c == '\n';
	}

	/** Adds a roll-up to a value of a dimension, for a call's team and hour. */
	@FunctionalInterface
	private interface Counter {

		void count(String dimension, String value, RollUp sum);

	}

	/** The key of a sum. */
	private record Row(String grain, String dimension, Instant at, UUID team, String value) {

		/** Returns the stored rows that this row's counts go to. */
		List<Row> countsIn() {
			Instant day = this.at.truncatedTo(ChronoUnit.DAYS);
			List<Row> rows = new ArrayList<>(4);
			for (UUID whose : List.of(this.team, ALL_TEAMS)) {
				rows.add(new Row("hour", this.dimension, this.at, whose, this.value));
				rows.add(new Row("day", this.dimension, day, whose, this.value));
			}
			return rows;
		}

		boolean hasDurations() {
			return switch (this.dimension) {
				case "total" -> true;
				case "provider", "model", "deployment" -> this.team.equals(ALL_TEAMS);
				default -> false;
			};
		}

	}

}
