package dev.serai.gateway.routing;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.gateway.call.Decision;
import dev.serai.gateway.call.Decision.Candidate;
import dev.serai.gateway.call.Decision.Exclusion;
import dev.serai.gateway.call.Decision.Factor;
import dev.serai.platform.json.JsonBuffers;

/**
 * Writes a decision as compact JSON for the call's record, and reads it. Numbers have six
 * significant digits.
 */
public final class DecisionJson {

	private static final JsonFactory FACTORY = JsonBuffers.pooled().build();

	private static final SerializedString DEPLOYMENT = new SerializedString("deployment");

	private static final SerializedString SCORE = new SerializedString("score");

	private static final SerializedString FACTORS = new SerializedString("factors");

	private static final SerializedString NAME = new SerializedString("name");

	private static final SerializedString VALUE = new SerializedString("value");

	private static final SerializedString UNIT = new SerializedString("unit");

	private static final SerializedString RATIO = new SerializedString("ratio");

	private static final SerializedString WEIGHT = new SerializedString("weight");

	private static final SerializedString CONTRIBUTION = new SerializedString("contribution");

	private DecisionJson() {
	}

	/** Returns the decision as JSON text. */
	public static String write(Decision decision) {
		StringWriter text = new StringWriter(256 + 512 * decision.candidates().size());
		try (JsonGenerator json = FACTORY.createGenerator(text)) {
			write(json, decision);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return text.toString();
	}

	/** Writes the decision as a JSON object. */
	public static void write(JsonGenerator json, Decision decision) throws IOException {
		SixDigits digits = new SixDigits();
		json.writeStartObject();
		json.writeStringField("policy", decision.policy());
		json.writeStringField("baseline", decision.baseline());
		json.writeArrayFieldStart("candidates");
		for (Candidate candidate : decision.candidates()) {
			json.writeStartObject();
			json.writeFieldName(DEPLOYMENT);
			json.writeString(candidate.deployment());
			json.writeFieldName(SCORE);
			digits.write(json, candidate.score());
			json.writeFieldName(FACTORS);
			json.writeStartArray();
			for (Factor factor : candidate.factors()) {
				write(json, factor, digits);
			}
			json.writeEndArray();
			if (!candidate.adapted().isEmpty()) {
				json.writeArrayFieldStart("adapted");
				for (String note : candidate.adapted()) {
					json.writeString(note);
				}
				json.writeEndArray();
			}
			json.writeEndObject();
		}
		json.writeEndArray();
		json.writeArrayFieldStart("excluded");
		for (Exclusion exclusion : decision.excluded()) {
			json.writeStartObject();
			json.writeFieldName(DEPLOYMENT);
			json.writeString(exclusion.deployment());
			json.writeStringField("reason", exclusion.reason());
			json.writeStringField("detail", exclusion.detail());
			json.writeEndObject();
		}
		json.writeEndArray();
		json.writeEndObject();
	}

	private static void write(JsonGenerator json, Factor factor, SixDigits digits) throws IOException {
		json.writeStartObject();
		json.writeFieldName(NAME);
		json.writeString(factor.name());
		json.writeFieldName(VALUE);
		digits.write(json, factor.value());
		json.writeFieldName(UNIT);
		json.writeString(factor.unit());
		json.writeFieldName(RATIO);
		digits.write(json, factor.ratio());
		json.writeFieldName(WEIGHT);
		digits.write(json, factor.weight());
		json.writeFieldName(CONTRIBUTION);
		digits.write(json, factor.contribution());
		json.writeEndObject();
	}

	/** Reads a decision that {@link #write} wrote. */
	public static Decision read(JsonNode json) {
		List<Candidate> candidates = new ArrayList<>();
		for (JsonNode candidate : json.path("candidates")) {
			List<Factor> factors = new ArrayList<>();
			candidate.path("factors").forEach(factor -> factors.add(factor(factor)));
			candidates.add(new Candidate(candidate.path("deployment").asText(), candidate.path("score").asDouble(),
					List.copyOf(factors), candidate.path("adapted").valueStream().map(JsonNode::asText).toList()));
		}
		List<Exclusion> excluded = new ArrayList<>();
		json.path("excluded")
			.forEach(exclusion -> excluded.add(new Exclusion(exclusion.path("deployment").asText(),
					exclusion.path("reason").asText(), exclusion.path("detail").asText())));
		return new Decision(json.path("policy").asText(), json.path("baseline").asText(), List.copyOf(candidates),
				List.copyOf(excluded));
	}

	private static Factor factor(JsonNode json) {
		return new Factor(json.path("name").asText(), json.path("value").asDouble(), json.path("unit").asText(),
				json.path("ratio").asDouble(), json.path("weight").asDouble(), json.path("contribution").asDouble());
	}

}
