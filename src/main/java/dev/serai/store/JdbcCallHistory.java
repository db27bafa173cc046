package dev.serai.store;

import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.serai.call.Amount;
import dev.serai.analytics.AttemptFacts;
import dev.serai.analytics.CallDetail;
import dev.serai.analytics.CallFacts;
import dev.serai.analytics.CallFilter;
import dev.serai.analytics.CallHistory;
import dev.serai.analytics.CallSummary;
import dev.serai.call.PriceStatus;
import dev.serai.call.TokenClass;
import dev.serai.ledger.CallId;
import org.jspecify.annotations.Nullable;

/**
 * The ledger's calls from PostgreSQL. A page costs the same wherever it is in the list,
 * and a call is looked for in its own month only.
 */
public final class JdbcCallHistory implements CallHistory {

	private static final ObjectMapper JSON = JsonMapper.builder().build();

	private static final String NEWEST = " ORDER BY at DESC, id DESC LIMIT ?";

	private final Database database;

	public JdbcCallHistory(Database database) {
		this.database = database;
	}

	@Override
	public List<CallSummary> newest(CallFilter filter, @Nullable Set<UUID> teams, @Nullable UUID before, int limit) {
		List<String> conditions = new ArrayList<>();
		List<Object> values = new ArrayList<>();
		equal("team", filter.team(), conditions, values);
		equal("model", filter.model(), conditions, values);
		equal("provider", filter.provider(), conditions, values);
		equal("feature", filter.feature(), conditions, values);
		equal("outcome", (filter.outcome() != null) ? filter.outcome().toLowerCase(Locale.ROOT) : null, conditions,
				values);
		if (before != null) {
			OffsetDateTime at = JdbcTeams.utc(CallId.receivedAt(before));
			// Said twice, for a row's comparison alone keeps no month out of the search.
			conditions.add("at <= ? AND (at, id) < (?, ?)");
			values.addAll(List.of(at, at, before));
		}
		if (teams != null) {
			conditions.add("team_id = theirs.team");
		}
		String where = conditions.isEmpty() ? "" : "WHERE " + String.join(" AND ", conditions);
		String page = "SELECT * FROM call " + where + NEWEST;
		values.add(limit);
		if (teams != null) {
			// The newest of each team, which its index has in order, and of these the
			// newest.
			page = "SELECT c.* FROM unnest(?::uuid[]) AS theirs(team), LATERAL (" + page + ") AS c" + NEWEST;
			values.addFirst(JdbcTeams.ids(teams));
			values.add(limit);
		}
		String sql = page;
		return this.database.ask(client -> client.sql(sql)
			.params(values)
			.query((row, number) -> new CallSummary(call(row), row.getInt("attempts")))
			.list());
	}

	static void equal(String column, @Nullable String value, List<String> conditions, List<Object> values) {
		if (value != null) {
			conditions.add(column + " = ?");
			// No text in the database holds U+0000, and none may be sent there.
			values.add(value.replace('\0', '\uFFFD'));
		}
	}

	@Override
	public Optional<CallDetail> find(UUID id, @Nullable Set<UUID> teams) {
		OffsetDateTime at = JdbcTeams.utc(CallId.receivedAt(id));
		// The call first: once it is seen its attempts are, too.
		return this.database
			.ask(client -> client.sql("SELECT * FROM call WHERE at = ? AND id = ? AND (? OR team_id = ANY(?::uuid[]))")
				.params(at, id, teams == null, JdbcTeams.ids((teams != null) ? teams : Set.of()))
				.query((row, number) -> new CallDetail(call(row), List.of(), json(row.getString("decision")),
						json(row.getString("guard_events"))))
				.optional()
				.map(found -> new CallDetail(found.call(),
						client.sql("SELECT * FROM attempt WHERE at = ? AND call_id = ? ORDER BY number")
							.params(at, id)
							.query((row, number) -> attempt(row))
							.list(),
						found.decision(), found.guardEvents())));
	}

	private static CallFacts call(ResultSet row) throws SQLException {
		return new CallFacts(row.getObject("id", UUID.class), row.getString("team"), row.getString("feature"),
				row.getString("session"), row.getString("tags"), row.getString("end_user"),
				row.getString("model_requested"), row.getString("policy"), row.getString("model"),
				row.getString("provider"), row.getString("deployment"), row.getBoolean("simulated"),
				row.getBoolean("stream"), row.getString("cache"), row.getString("outcome"), row.getInt("status"),
				row.getString("error_code"), cost(row), row.getString("price_status"), amount(row, "baseline_usd"),
				amount(row, "saved_usd"), usage(row), milliseconds(row, "first_token_ms"), row.getDouble("total_ms"),
				milliseconds(row, "overhead_ms"), row.getObject("at", OffsetDateTime.class).toInstant());
	}

	private static AttemptFacts attempt(ResultSet row) throws SQLException {
		return new AttemptFacts(row.getInt("number"), row.getString("deployment"), row.getString("provider"),
				row.getString("model"), row.getBoolean("simulated"), row.getString("outcome"), row.getInt("status"),
				row.getString("failure_kind"), row.getString("failure"), cost(row), row.getString("price_status"),
				usage(row), row.getDouble("started_ms"), milliseconds(row, "first_token_ms"), row.getDouble("total_ms"),
				row.getObject("retry_after_ms", Long.class));
	}

	private static @Nullable String cost(ResultSet row) throws SQLException {
		boolean unknown = row.getString("price_status").equalsIgnoreCase(PriceStatus.UNKNOWN.name());
		return unknown ? null : amount(row, "cost_usd");
	}

	private static @Nullable String amount(ResultSet row, String column) throws SQLException {
		BigDecimal usd = row.getBigDecimal(column);
		return (usd != null) ? Amount.text(usd) : null;
	}

	private static @Nullable Double milliseconds(ResultSet row, String column) throws SQLException {
		return row.getObject(column, Double.class);
	}

	private static Map<String, Object> usage(ResultSet row) throws SQLException {
		Map<String, Object> usage = new LinkedHashMap<>();
		for (TokenClass tokenClass : TokenClass.values()) {
			usage.put(camelCase(tokenClass.name()),
					row.getLong(tokenClass.name().toLowerCase(Locale.ROOT) + "_tokens"));
		}
		usage.put("searches", row.getLong("searches"));
		usage.put("estimated", row.getBoolean("usage_estimated"));
		return usage;
	}

	/** {@code CACHE_WRITE_5M} is {@code cacheWrite5m}. */
	private static String camelCase(String constant) {
		StringBuilder name = new StringBuilder();
		for (String word : constant.toLowerCase(Locale.ROOT).split("_", -1)) {
			name.append(name.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
		}
		return name.toString();
	}

	static @Nullable JsonNode json(@Nullable String text) {
		try {
			return (text != null) ? JSON.readTree(text) : null;
		}
		catch (JsonProcessingException ex) {
			throw new UncheckedIOException("The ledger holds a decision that is not JSON", ex);
		}
	}

}
