package dev.serai.gateway.guardrail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.gateway.call.Call;
import dev.serai.gateway.call.GuardEvent;
import dev.serai.gateway.call.GuardEvent.Action;
import dev.serai.gateway.call.GuardEvent.Direction;
import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;

/** The request to a moderation model and its answer, in the format of OpenAI's API. */
public final class ModerationQuestion {

	/**
	 * The longest text that models read, in characters; a longer text is not judged by
	 * its beginning.
	 */
	private static final int MOST_CHARACTERS = 100_000;

	private static final int LONGEST_CATEGORY = 40;

	private static final ObjectMapper JSON = new ObjectMapper();

	private static final JsonFactory FACTORY = new JsonFactory();

	private final Guardrail guardrail;

	private final Guardrail.Moderation settings;

	private final RequestGuard guard;

	public ModerationQuestion(Guardrail guardrail, Guardrail.Moderation settings) {
		this.guardrail = guardrail;
		this.settings = settings;
		this.guard = new RequestGuard(guardrail);
	}

	/** Returns the moderation request for a call. */
	public byte[] body(Call call) {
		String text = RequestGuard.textOf(call);
		ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length() + 64);
		try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
			json.writeStartObject();
			json.writeStringField("model", this.settings.model());
			json.writeStringField("input", (text.length() > MOST_CHARACTERS) ? cut(text) : text);
			json.writeEndObject();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return bytes.toByteArray();
	}

	private static String cut(String text) {
		int end = Character.isHighSurrogate(text.charAt(MOST_CHARACTERS - 1)) ? MOST_CHARACTERS - 1 : MOST_CHARACTERS;
		return text.substring(0, end);
	}

	/**
	 * Applies the model's answer to the call.
	 * @throws CallRefused 400 {@code content_blocked}, also when the text was too long to
	 * be judged; 503 {@code guardrail_unavailable} when the answer cannot be read and
	 * calls must not go on then
	 */
	public void answered(Call call, byte[] body) {
		Optional<Map<String, Integer>> flagged = flagged(body);
		if (flagged.isEmpty()) {
			unanswered(call);
		}
		else {
			this.guard.found(call, flagged.get());
			if (RequestGuard.textOf(call).length() > MOST_CHARACTERS) {
				this.guard.notJudged(call, "too_long", ends());
			}
		}
	}

	/** Returns whether a call without a judgement must not go on. */
	private boolean ends() {
		return this.guardrail.mode() == Mode.BLOCK && !this.settings.passOnError();
	}

	/** Handles an answer that cannot be read. */
	private void unanswered(Call call) {
		boolean ends = ends();
		call.guarded(new GuardEvent(this.guardrail.name(), "unavailable", 1, Direction.IN,
				ends ? Action.BLOCKED : Action.SHADOWED));
		if (ends) {
			throw ApiError
				.unavailable("guardrail_unavailable",
						"The guardrail " + this.guardrail.name() + " cannot judge this request now. Try again.",
						Duration.ofSeconds(1))
				.refused();
		}
	}

	/**
	 * Returns the flagged categories that count; empty when the answer cannot be read.
	 */
	private Optional<Map<String, Integer>> flagged(byte[] body) {
		JsonNode result;
		try {
			result = JSON.readTree(body).path("results").path(0);
		}
		catch (IOException ex) {
			return Optional.empty();
		}
		if (!result.path("flagged").isBoolean()) {
			return Optional.empty();
		}
		Map<String, Integer> flagged = new TreeMap<>();
		result.path("categories").properties().forEach(category -> {
			if (category.getValue().asBoolean() && counts(category.getKey())) {
				flagged.put(category.getKey(), 1);
			}
		});
		if (flagged.isEmpty() && this.settings.categories().isEmpty() && result.path("flagged").booleanValue()) {
			flagged.put("flagged", 1);
		}
		return Optional.of(flagged);
	}

	/**
	 * A category becomes a label in records and meters, so not every text is accepted.
	 */
	private boolean counts(String category) {
		boolean word = !category.isEmpty() && category.length() <= LONGEST_CATEGORY
				&& category.chars().allMatch(c -> Chars.isAlphanumeric((char) c) || c == '/' || c == '-' || c == '_');
		return word && (this.settings.categories().isEmpty() || this.settings.categories().contains(category));
	}

}
