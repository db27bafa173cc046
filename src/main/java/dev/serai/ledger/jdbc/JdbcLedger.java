package dev.serai.ledger.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.serai.gateway.call.Caller;
import dev.serai.gateway.call.Cost;
import dev.serai.gateway.call.GuardEvent;
import dev.serai.gateway.operation.TokenClass;
import dev.serai.gateway.operation.Usage;
import dev.serai.gateway.operation.UsageMark;
import dev.serai.gateway.routing.DecisionJson;
import dev.serai.ledger.AttemptRecord;
import dev.serai.ledger.CallRecord;
import dev.serai.ledger.Ledger;
import dev.serai.ledger.Served;
import dev.serai.platform.database.Database;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * The ledger in PostgreSQL. A batch is one transaction: the calls, the attempts, and the
 * append steps for the calls that are new.
 */
@Component
public final class JdbcLedger implements Ledger {

	private static final Columns<Usage> USAGE = usageColumns();

	private static final Columns<Cost> COST = Columns.<Cost>none()
		.with("cost_usd", "numeric", Cost::usd)
		.with("price_status", "text", cost -> word(cost.status()));

	public static final Columns<CallRecord> CALL = Columns.<CallRecord>none()
		.with("id", "uuid", CallRecord::id)
		.with("at", "timestamptz", CallRecord::at)
		// Truncated, because the database would round finer values.
		.with("ended_at", "timestamptz", call -> call.endedAt().truncatedTo(ChronoUnit.MICROS))
		.with("organisation_id", "uuid", call -> of(call.caller(), Caller::organisationId))
		.with("team_id", "uuid", call -> of(call.caller(), Caller::teamId))
		.with("team", "text", call -> of(call.caller(), Caller::team))
		.with("key_id", "uuid", call -> of(call.caller(), Caller::keyId))
		.with("feature", "text", call -> call.labels().feature())
		.with("session", "text", call -> call.labels().session())
		.with("tags", "text", call -> call.labels().tags())
		.with("end_user", "text", call -> call.labels().endUser())
		.with("cache", "text", call -> of(call.cache(), JdbcLedger::word))
		.with("guard_events", "json", call -> guardEvents(call.guardEvents()))
		.with("operation", "text", CallRecord::operation)
		.with("model_requested", "text", CallRecord::modelRequested)
		.with("policy", "text", CallRecord::policy)
		.with("model", "text", call -> of(call.served(), Served::model))
		.with("provider", "text", call -> of(call.served(), Served::provider))
		.with("deployment", "text", call -> of(call.served(), Served::deployment))
		.with("simulated", "bool", call -> call.served() != null && call.served().simulated())
		.with("stream", "bool", CallRecord::stream)
		.with("outcome", "text", call -> word(call.outcome()))
		.with("status", "int4", CallRecord::status)
		.with("error_code", "text", CallRecord::errorCode)
		.with("attempts", "int4", call -> call.attempts().size())
		.with(CallRecord::usage, USAGE)
		.with(CallRecord::cost, COST)
		.with("baseline_usd", "numeric", CallRecord::baselineUsd)
		.with("saved_usd", "numeric", CallRecord::savedUsd)
		.with("first_token_ms", "float8", call -> milliseconds(call.timing().firstToken()))
		.with("total_ms", "float8", call -> milliseconds(call.timing().total()))
		.with("overhead_ms", "float8", call -> milliseconds(call.timing().overhead()))
		.with("decision", "json", call -> of(call.decision(), DecisionJson::write));

	static final Columns<Attempt> ATTEMPT = Columns.<Attempt>none()
		.with("at", "timestamptz", attempt -> attempt.call.at())
		.with("call_id", "uuid", attempt -> attempt.call.id())
		.with(Attempt::record,
				Columns.<AttemptRecord>none()
					.with("number", "int4", AttemptRecord::number)
					.with("deployment", "text", attempt -> attempt.asked().deployment())
					.with("provider", "text", attempt -> attempt.asked().provider())
					.with("model", "text", attempt -> attempt.asked().model())
					.with("simulated", "bool", attempt -> attempt.asked().simulated())
					.with("outcome", "text", attempt -> word(attempt.outcome()))
					.with("status", "int4", AttemptRecord::status)
					.with("failure_kind", "text", AttemptRecord::failureKind)
					.with("failure", "text", AttemptRecord::failure)
					.with(AttemptRecord::usage, USAGE)
					.with(AttemptRecord::cost, COST)
					.with("started_ms", "float8", attempt -> milliseconds(attempt.started()))
					.with("first_token_ms", "float8", attempt -> milliseconds(attempt.firstToken()))
					.with("total_ms", "float8", attempt -> milliseconds(attempt.total()))
					.with("retry_after_ms", "int8", attempt -> of(attempt.retryAfter(), Duration::toMillis))
					.with("service_tier", "text", AttemptRecord::serviceTier));

	private static final String INSERT_CALLS = "INSERT INTO call (%s) %s ON CONFLICT DO NOTHING RETURNING id"
		.formatted(CALL.names(), CALL.select());

	private static final String INSERT_ATTEMPTS = "INSERT INTO attempt (%s) %s ON CONFLICT DO NOTHING"
		.formatted(ATTEMPT.names(), ATTEMPT.select());

	private final Database database;

	private final List<AppendStep> steps;

	/**
	 * @param steps run in the same transaction, in this order
	 */
	public JdbcLedger(Database database, List<AppendStep> steps) {
		this.database = database;
		this.steps = List.copyOf(steps);
	}

	@Override
	public void append(List<CallRecord> batch) {
		if (batch.isEmpty()) {
			return;
		}
		// Always in the same order, so that concurrent batches with the same calls cannot
		// deadlock.
		List<CallRecord> calls = batch.stream().sorted(Comparator.comparing(CallRecord::id)).toList();
		List<Attempt> attempts = calls.stream()
			.flatMap(call -> call.attempts().stream().map(attempt -> new Attempt(call, attempt)))
			.toList();
		this.database.connected(connection -> {
			List<CallRecord> fresh = insertCalls(connection, calls);
			if (!attempts.isEmpty()) {
				insert(connection, INSERT_ATTEMPTS, ATTEMPT, attempts);
			}
			if (!fresh.isEmpty()) {
				for (AppendStep step : this.steps) {
					step.appended(connection, fresh);
				}
			}
		});
	}

	private static List<CallRecord> insertCalls(Connection connection, List<CallRecord> calls) throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement(INSERT_CALLS)) {
			CALL.bind(statement, calls);
			Set<UUID> inserted = new HashSet<>();
			try (ResultSet ids = statement.executeQuery()) {
				while (ids.next()) {
					inserted.add(ids.getObject(1, UUID.class));
				}
			}
			// A call that is in the batch twice was inserted once.
			return calls.stream().filter(call -> inserted.remove(call.id())).toList();
		}
	}

	private static <T> void insert(Connection connection, String sql, Columns<T> columns, List<T> rows)
			throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement(sql)) {
			columns.bind(statement, rows);
			statement.executeUpdate();
		}
	}

	private static @Nullable String guardEvents(List<GuardEvent> events) {
		if (events.isEmpty()) {
			return null;
		}
		ArrayNode all = JsonNodeFactory.instance.arrayNode();
		events.forEach(event -> all.addObject()
			.put("guard", event.guard())
			.put("finding", event.finding())
			.put("count", event.count())
			.put("direction", word(event.direction()))
			.put("action", word(event.action())));
		return all.toString();
	}

	private static Columns<Usage> usageColumns() {
		Columns<Usage> columns = Columns.none();
		for (TokenClass tokenClass : TokenClass.values()) {
			columns = columns.with(word(tokenClass) + "_tokens", "int8", usage -> usage.tokens(tokenClass));
		}
		return columns.with("searches", "int8", Usage::searches)
			.with("usage_estimated", "bool", Usage::estimated)
			.with("usage_marks", "text", usage -> UsageMark.text(usage.marks()));
	}

	private static <A, B> @Nullable B of(@Nullable A whole, Function<A, B> part) {
		return (whole != null) ? part.apply(whole) : null;
	}

	private static String word(Enum<?> constant) {
		return constant.name().toLowerCase(Locale.ROOT);
	}

	private static @Nullable Double milliseconds(@Nullable Duration duration) {
		return (duration != null) ? duration.toNanos() / 1e6 : null;
	}

	record Attempt(CallRecord call, AttemptRecord record) {
	}

}
