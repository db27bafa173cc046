package dev.serai.gateway.provider.openai;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.gateway.operation.ProviderFailure;
import dev.serai.gateway.operation.ProviderFailure.Kind;
import dev.serai.gateway.operation.Usage;
import dev.serai.gateway.operation.chat.ChatEvent;
import dev.serai.gateway.provider.PassingDecoder;
import dev.serai.gateway.provider.StreamEvent;
import org.jspecify.annotations.Nullable;

/**
 * Decodes one streamed answer in any dialect. A chunk is passed on in the provider's own
 * characters unless it deviates from OpenAI's form. Usage is never passed on: it is held
 * until the end.
 */
final class OpenAiStreamDecoder implements PassingDecoder<ChatEvent> {

	private final AnswerForm form;

	private final AnswerEvents answer;

	private final HeldUsage usage = new HeldUsage();

	private final OpenAiTiers tiers = new OpenAiTiers();

	private final PlainChunk plain = new PlainChunk();

	private boolean done;

	private final HeldFailure failure = new HeldFailure();

	private @Nullable String passedOn;

	/**
	 * @param offered the request's tools
	 */
	OpenAiStreamDecoder(OfferedTools offered) {
		this.form = AnswerForm.streamed(offered);
		this.answer = new AnswerEvents(this.form, true);
	}

	@Override
	public List<ChatEvent> decode(StreamEvent event) {
		this.passedOn = null;
		String data = event.data();
		if (this.done || this.failure.isTold() || data.isBlank()) {
			return List.of();
		}
		if (data.strip().equals("[DONE]")) {
			this.done = true;
			return this.failure.isThere() ? this.failure.atEnd() : heldBack();
		}
		ObjectNode chunk = Json.object(data);
		List<ChatEvent> events = new ArrayList<>(4);
		boolean bearsUsage = this.usage.take(chunk);
		if (ErrorReader.isError(chunk) || event.name().equals("error")) {
			beside(chunk, bearsUsage, events);
			events.add(this.failure.tell(ErrorReader.inAnswer(chunk)));
			return events;
		}
		chunk(data, chunk, bearsUsage, events);
		return events;
	}

	@Override
	public byte @Nullable [] pass(StreamEvent event, StringBuilder text) {
		if (this.done || this.failure.isThere() || event.name().equals("error")) {
			return null;
		}
		boolean plain = this.plain.read(event.bytes(), event.start(), event.end(), this.tiers.lastWord())
				&& this.answer.hasSeen(this.plain.choice());
		return plain ? this.plain.take(text) : null;
	}

	/** At the end the heads of the calls that are still held back are complete. */
	private List<ChatEvent> heldBack() {
		ObjectNode rest = this.form.heldBack();
		if (rest == null) {
			return List.of();
		}
		List<ChatEvent> events = new ArrayList<>(2);
		this.answer.read(rest, events);
		this.passedOn = Json.text(rest);
		return events;
	}

	private void chunk(String data, ObjectNode chunk, boolean bearsUsage, List<ChatEvent> events) {
		boolean ended = this.answer.complete();
		boolean changed = this.form.conform(chunk) || bearsUsage;
		boolean hasChoices = chunk.path("choices").isArray() && !chunk.path("choices").isEmpty();
		if (hasChoices) {
			this.answer.read(chunk, events);
		}
		boolean repeatsTheEnd = ended && events.isEmpty() && saysItEnds(chunk);
		beside(chunk, bearsUsage, events);
		if (this.failure.fails(this.answer.failure(), bearsUsage, events)) {
			return;
		}
		// Azure begins with a chunk without choices that contains the results of its
		// filters.
		boolean notice = chunk.path("choices").isArray() && !hasChoices && !bearsUsage;
		if (notice || (hasChoices && !repeatsTheEnd)) {
			this.passedOn = changed ? Padding.rewritten(chunk) : Padding.without(data, chunk);
		}
	}

	/** Reads what a chunk contains besides the choices. */
	private void beside(ObjectNode chunk, boolean bearsUsage, List<ChatEvent> events) {
		this.tiers.read(chunk, events);
		Usage used = bearsUsage ? this.usage.usage() : null;
		if (used != null) {
			events.add(new ChatEvent.Used(used));
		}
	}

	/** OpenRouter sends a second finish reason with the usage. */
	private static boolean saysItEnds(ObjectNode chunk) {
		return chunk.path("choices").path(0).path("finish_reason").isTextual();
	}

	@Override
	public @Nullable ProviderFailure pendingFailure() {
		return this.failure.pending();
	}

	@Override
	public List<ChatEvent> end() {
		if (this.failure.isThere()) {
			return this.failure.atEnd();
		}
		if (this.answer.complete()) {
			return List.of();
		}
		if (!this.done) {
			throw ProviderFailure.of(Kind.BROKEN, "The provider's stream ended before its answer was complete");
		}
		if (!this.answer.anyChoice()) {
			throw Json.malformed("The provider's stream held no answer");
		}
		return List.of();
	}

	@Override
	public @Nullable String passedOn() {
		return this.passedOn;
	}

}
