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
 * Decodes one streamed completion. A chunk is passed on in the provider's own characters
 * except for its usage, which is held until the end. One per answer.
 */
final class CompletionStreamDecoder implements PassingDecoder<ChatEvent> {

	private final CompletionEvents answer = new CompletionEvents();

	private final HeldUsage usage = new HeldUsage();

	private final OpenAiTiers tiers = new OpenAiTiers();

	private boolean done;

	private final HeldFailure failure = new HeldFailure();

	private @Nullable String passedOn;

	@Override
	public List<ChatEvent> decode(StreamEvent event) {
		this.passedOn = null;
		String data = event.data();
		if (this.done || this.failure.isTold() || data.isBlank()) {
			return List.of();
		}
		if (data.strip().equals("[DONE]")) {
			this.done = true;
			return this.failure.atEnd();
		}
		ObjectNode chunk = Json.object(data);
		List<ChatEvent> events = new ArrayList<>(4);
		boolean bearsUsage = this.usage.take(chunk);
		boolean reported = ErrorReader.isError(chunk) || event.name().equals("error");
		if (!reported) {
			this.answer.read(chunk, events);
		}
		this.tiers.read(chunk, events);
		Usage used = bearsUsage ? this.usage.usage() : null;
		if (used != null) {
			events.add(new ChatEvent.Used(used));
		}
		if (reported) {
			events.add(this.failure.tell(ErrorReader.inAnswer(chunk)));
		}
		else if (!this.failure.fails(this.answer.failure(), used != null, events) && !chunk.path("choices").isEmpty()) {
			this.passedOn = bearsUsage ? Padding.rewritten(chunk) : Padding.without(data, chunk);
		}
		return events;
	}

	@Override
	public @Nullable ProviderFailure pendingFailure() {
		return this.failure.pending();
	}

	/** Completions are rare, so each chunk is decoded. */
	@Override
	public byte @Nullable [] pass(StreamEvent event, StringBuilder text) {
		return null;
	}

	@Override
	public List<ChatEvent> end() {
		if (this.failure.isThere()) {
			return this.failure.atEnd();
		}
		if (!this.answer.complete() && !this.done) {
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
