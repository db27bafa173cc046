package dev.serai.insight.analytics.jdbc;

import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.serai.gateway.access.jdbc.JdbcTeams;
import dev.serai.gateway.call.Amount;
import dev.serai.gateway.call.CallId;
import dev.serai.gateway.call.PriceStatus;
import dev.serai.gateway.operation.TokenClass;
import dev.serai.gateway.operation.UsageMark;
import dev.serai.insight.analytics.AttemptFacts;
import dev.serai.insight.analytics.CallDetail;
import dev.serai.insight.analytics.CallFacts;
import dev.serai.insight.analytics.CallFilter;
import dev.serai.insight.analytics.CallHistory;
import dev.serai.insight.analytics.CallSummary;
import dev.serai.insight.analytics.TokenNames;
import dev.serai.platform.database.Database;
import org.jspecify.annotations.Nullable;

/**
 * Reads the ledger's calls from PostgreSQL. Each page costs the same wherever it is in
 * the list, and a single call is looked up only in its own month's partition.
 */
public final class JdbcCallHistory implements CallHistory {

	private static final ObjectMapper JSON = JsonMapper.builder().build();

	/** Examined within some hundredths of a second. */
	private static final int SHARE = 20_000;

	private final Database database;

	private final InstantSource clock;

	private final LongSupplier nanoClock;

	private final int share;

	public JdbcCallHistory(Database database, InstantSource clock, LongSupplier nanoClock) {
		this(database, clock, nanoClock, SHARE);
	}

	/**
	 * @param share the maximum number of calls to examine for a page
	 */
	JdbcCallHistory(Database database, InstantSource clock, LongSupplier nanoClock, int share) {
		this.database = database;
		this.clock = clock;
		this.nanoClock = nanoClock;
		this.share = share;
	}

	@Override
	public Found newest(CallFilter filter, @Nullable Set<UUID> teams, @Nullable UUID before, int limit) {
		return this.database.atOneMoment(client -> new CallSearch(client, this.clock, this.nanoClock,
				(row, number) -> new CallSummary(call(row), row.getInt("attempts")), filter, teams, limit, this.share)
			.run(before));
	}

	static void equal(String column, @Nullable String value, List<String> conditions, List<Object> values) {
		if (value != null) {
			conditions.add(column + " = ?");
			// PostgreSQL accepts no U+0000.
			values.add(value.replace('\0', '\uFFFD'));
		}
	}

	@Override
	public Optional<CallDetail> find(UUID id, @Nullable Set<UUID> teams) {
		OffsetDateTime at = JdbcTeams.utc(CallId.receivedAt(id));
		// Reads the call first: once it is visible, its attempts are, too.
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
				row.getString("session"), row.getString("tags"), row.getString("end_user"), row.getString("operation"),
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
				row.getObject("retry_after_ms", Long.class), row.getString("service_tier"));
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
			usage.put(TokenNames.of(tokenClass), row.getLong(tokenClass.name().toLowerCase(Locale.ROOT) + "_tokens"));
		}
		usage.put("searches", row.getLong("searches"));
		usage.put("estimated", row.getBoolean("usage_estimated"));
		usage.put("marks", UsageMark.read(row.getString("usage_marks")).stream().map(UsageMark::word).toList());
		return usage;
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
