package dev.serai.ledger.journal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.gateway.call.CacheUse;
import dev.serai.gateway.call.Caller;
import dev.serai.gateway.call.Cost;
import dev.serai.gateway.call.Defaults;
import dev.serai.gateway.call.GuardEvent;
import dev.serai.gateway.call.Outcome;
import dev.serai.gateway.call.PriceStatus;
import dev.serai.gateway.call.Rights;
import dev.serai.gateway.operation.TokenClass;
import dev.serai.gateway.operation.Usage;
import dev.serai.gateway.operation.UsageMark;
import dev.serai.gateway.routing.DecisionJson;
import dev.serai.ledger.AttemptRecord;
import dev.serai.ledger.CallRecord;
import dev.serai.ledger.CallRecord.Labels;
import dev.serai.ledger.CallRecord.Timing;
import dev.serai.ledger.Served;
import dev.serai.platform.json.JsonBuffers;
import org.jspecify.annotations.Nullable;

/**
 * Converts the content of entries to and from JSON. It is written for every call, and
 * read after a restart and when the database is slow. Unknown fields are ignored and
 * missing ones are null or zero, so the previous and the next version can read a journal.
 * Amounts are exact text; times are nanoseconds.
 */
final class RecordJson {

	private static final ObjectMapper JSON = new ObjectMapper(JsonBuffers.pooled().build());

	private static final TokenClass[] CLASSES = TokenClass.values();

	private static final int USUAL_SIZE = 2048;

	private RecordJson() {
	}

	/**
	 * Writes a record without its id.
	 * @param decided whether to include the decision
	 */
	static byte[] write(CallRecord record, boolean decided) {
		return write(json -> {
			json.writeStringField("endedAt", record.endedAt().toString());
			caller(json, record.caller());
			labels(json, record.labels());
			text(json, "operation", record.operation());
			text(json, "modelRequested", record.modelRequested());
			text(json, "policy", record.policy());
			if (record.served() != null) {
				json.writeFieldName("served");
				served(json, record.served());
			}
			json.writeBooleanField("stream", record.stream());
			json.writeStringField("outcome", record.outcome().name());
			json.writeNumberField("status", record.status());
			text(json, "errorCode", record.errorCode());
			usage(json, record.usage());
			cost(json, record.cost());
			amount(json, "baselineUsd", record.baselineUsd());
			amount(json, "savedUsd", record.savedUsd());
			if (record.cache() != null) {
				json.writeStringField("cache", record.cache().name());
			}
			guardEvents(json, record.guardEvents());
			duration(json, "firstToken", record.timing().firstToken());
			duration(json, "total", record.timing().total());
			duration(json, "overhead", record.timing().overhead());
			if (decided && record.decision() != null) {
				json.writeFieldName("decision");
				DecisionJson.write(json, record.decision());
			}
			json.writeArrayFieldStart("attempts");
			for (AttemptRecord attempt : record.attempts()) {
				attempt(json, attempt);
			}
			json.writeEndArray();
		});
	}

	static byte[] write(Acceptance call) {
		return write(json -> {
			caller(json, call.caller());
			labels(json, call.labels());
			text(json, "operation", call.operation());
			json.writeStringField("modelRequested", call.modelRequested());
			json.writeStringField("policy", call.policy());
			json.writeStringField("deployment", call.deployment());
			json.writeBooleanField("stream", call.stream());
			json.writeNumberField("inputTokens", call.inputTokens());
		});
	}

	private static byte[] write(Fields fields) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_SIZE);
		try (JsonGenerator json = JSON.getFactory().createGenerator(bytes)) {
			json.writeStartObject();
			fields.write(json);
			json.writeEndObject();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return bytes.toByteArray();
	}

	private static void caller(JsonGenerator json, @Nullable Caller caller) throws IOException {
		if (caller == null) {
			return;
		}
		json.writeObjectFieldStart("caller");
		json.writeStringField("organisationId", caller.organisationId().toString());
		json.writeStringField("teamId", caller.teamId().toString());
		json.writeStringField("team", caller.team());
		json.writeStringField("keyId", caller.keyId().toString());
		json.writeStringField("key", caller.key());
		json.writeStringField("zone", caller.zone().getId());
		json.writeEndObject();
	}

	private static void labels(JsonGenerator json, Labels labels) throws IOException {
		text(json, "feature", labels.feature());
		text(json, "session", labels.session());
		text(json, "tags", labels.tags());
		text(json, "endUser", labels.endUser());
	}

	private static void served(JsonGenerator json, Served served) throws IOException {
		json.writeStartObject();
		json.writeStringField("deployment", served.deployment());
		json.writeStringField("provider", served.provider());
		json.writeStringField("model", served.model());
		json.writeBooleanField("simulated", served.simulated());
		json.writeEndObject();
	}

	private static void usage(JsonGenerator json, Usage usage) throws IOException {
		json.writeObjectFieldStart("usage");
		for (TokenClass tokenClass : CLASSES) {
			long tokens = usage.tokens(tokenClass);
			if (tokens != 0) {
				json.writeNumberField(tokenClass.name(), tokens);
			}
		}
		if (usage.searches() != 0) {
			json.writeNumberField("searches", usage.searches());
		}
		if (usage.estimated()) {
			json.writeBooleanField("estimated", true);
		}
		text(json, "marks", UsageMark.text(usage.marks()));
		json.writeEndObject();
	}

	private static void cost(JsonGenerator json, Cost cost) throws IOException {
		json.writeStringField("costUsd", cost.usd().toString());
		json.writeStringField("priceStatus", cost.status().name());
	}

	private static void guardEvents(JsonGenerator json, List<GuardEvent> events) throws IOException {
		if (events.isEmpty()) {
			return;
		}
		json.writeArrayFieldStart("guardEvents");
		for (GuardEvent event : events) {
			json.writeStartObject();
			json.writeStringField("guard", event.guard());
			json.writeStringField("finding", event.finding());
			json.writeNumberField("count", event.count());
			json.writeStringField("direction", event.direction().name());
			json.writeStringField("action", event.action().name());
			json.writeEndObject();
		}
		json.writeEndArray();
	}

	private static void attempt(JsonGenerator json, AttemptRecord attempt) throws IOException {
		json.writeStartObject();
		json.writeNumberField("number", attempt.number());
		json.writeFieldName("asked");
		served(json, attempt.asked());
		json.writeStringField("outcome", attempt.outcome().name());
		json.writeNumberField("status", attempt.status());
		text(json, "failureKind", attempt.failureKind());
		text(json, "failure", attempt.failure());
		usage(json, attempt.usage());
		cost(json, attempt.cost());
		duration(json, "started", attempt.started());
		duration(json, "firstToken", attempt.firstToken());
		duration(json, "total", attempt.total());
		duration(json, "retryAfter", attempt.retryAfter());
		text(json, "serviceTier", attempt.serviceTier());
		json.writeEndObject();
	}

	private static void text(JsonGenerator json, String name, @Nullable String text) throws IOException {
		if (text != null) {
			json.writeStringField(name, text);
		}
	}

	private static void amount(JsonGenerator json, String name, @Nullable BigDecimal usd) throws IOException {
		text(json, name, (usd != null) ? usd.toString() : null);
	}

	private static void duration(JsonGenerator json, String name, @Nullable Duration duration) throws IOException {
		if (duration != null) {
			json.writeNumberField(name, duration.toNanos());
		}
	}

	/**
	 * Reads the record of a call.
	 * @throws IllegalArgumentException when it is none
	 */
	static CallRecord record(UUID id, byte[] bytes) {
		JsonNode json = tree(bytes);
		List<AttemptRecord> attempts = new ArrayList<>();
		json.path("attempts").forEach(attempt -> attempts.add(attempt(attempt)));
		List<GuardEvent> events = new ArrayList<>();
		json.path("guardEvents").forEach(event -> events.add(guardEvent(event)));
		return new CallRecord(id, Instant.parse(json.path("endedAt").asText()), caller(json), labels(json),
				text(json, "operation"), text(json, "modelRequested"), text(json, "policy"),
				json.has("served") ? served(json.path("served")) : null, json.path("stream").asBoolean(),
				Outcome.valueOf(json.path("outcome").asText()), json.path("status").asInt(), text(json, "errorCode"),
				usage(json), cost(json), amount(json, "baselineUsd"), amount(json, "savedUsd"),
				json.has("cache") ? CacheUse.valueOf(json.path("cache").asText()) : null, events,
				new Timing(duration(json, "firstToken"), lasting(json, "total"), duration(json, "overhead")),
				json.has("decision") ? DecisionJson.read(json.path("decision")) : null, attempts);
	}

	/**
	 * Reads the acceptance of a call.
	 * @throws IllegalArgumentException when it is none
	 */
	static Acceptance acceptance(UUID id, byte[] bytes) {
		JsonNode json = tree(bytes);
		return new Acceptance(id, caller(json), labels(json), text(json, "operation"),
				json.path("modelRequested").asText(), json.path("policy").asText(), json.path("deployment").asText(),
				json.path("stream").asBoolean(), json.path("inputTokens").asLong());
	}

	private static JsonNode tree(byte[] bytes) {
		try {
			return JSON.readTree(bytes);
		}
		catch (IOException ex) {
			throw new IllegalArgumentException("No JSON", ex);
		}
	}

	private static @Nullable Caller caller(JsonNode json) {
		JsonNode caller = json.path("caller");
		if (caller.isMissingNode()) {
			return null;
		}
		// The key's restrictions are not part of the record.
		return new Caller(id(caller, "organisationId"), id(caller, "teamId"), caller.path("team").asText(),
				id(caller, "keyId"), caller.path("key").asText(), ZoneId.of(caller.path("zone").asText()), Rights.ALL,
				Defaults.NONE);
	}

	private static UUID id(JsonNode json, String name) {
		return UUID.fromString(json.path(name).asText());
	}

	private static Labels labels(JsonNode json) {
		return new Labels(text(json, "feature"), text(json, "session"), text(json, "tags"), text(json, "endUser"));
	}

	private static Served served(JsonNode json) {
		return new Served(json.path("deployment").asText(), json.path("provider").asText(), json.path("model").asText(),
				json.path("simulated").asBoolean());
	}

	private static Usage usage(JsonNode json) {
		JsonNode usage = json.path("usage");
		Usage.Builder builder = Usage.builder();
		for (TokenClass tokenClass : CLASSES) {
			builder.add(tokenClass, usage.path(tokenClass.name()).asLong());
		}
		builder.searches(usage.path("searches").asLong());
		UsageMark.read(text(usage, "marks")).forEach(builder::mark);
		return (usage.path("estimated").asBoolean() ? builder.estimated() : builder).build();
	}

	private static Cost cost(JsonNode json) {
		return new Cost(new BigDecimal(json.path("costUsd").asText()),
				PriceStatus.valueOf(json.path("priceStatus").asText()));
	}

	private static GuardEvent guardEvent(JsonNode json) {
		return new GuardEvent(json.path("guard").asText(), json.path("finding").asText(), json.path("count").asInt(),
				GuardEvent.Direction.valueOf(json.path("direction").asText()),
				GuardEvent.Action.valueOf(json.path("action").asText()));
	}

	private static AttemptRecord attempt(JsonNode json) {
		return new AttemptRecord(json.path("number").asInt(), served(json.path("asked")),
				Outcome.valueOf(json.path("outcome").asText()), json.path("status").asInt(), text(json, "failureKind"),
				text(json, "failure"), usage(json), cost(json), lasting(json, "started"), duration(json, "firstToken"),
				lasting(json, "total"), duration(json, "retryAfter"), text(json, "serviceTier"));
	}

	private static @Nullable String text(JsonNode json, String name) {
		return json.has(name) ? json.path(name).asText() : null;
	}

	private static @Nullable BigDecimal amount(JsonNode json, String name) {
		return json.has(name) ? new BigDecimal(json.path(name).asText()) : null;
	}

	private static @Nullable Duration duration(JsonNode json, String name) {
		return json.has(name) ? lasting(json, name) : null;
	}

	private static Duration lasting(JsonNode json, String name) {
		return Duration.ofNanos(json.path(name).asLong());
	}

	/** Writes the fields of an object. */
	@FunctionalInterface
	private interface Fields {

		void write(JsonGenerator json) throws IOException;

	}

}
