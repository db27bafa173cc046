package dev.serai.gateway.provider.gemini;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.serai.gateway.operation.ProviderFailure;
import dev.serai.gateway.operation.ProviderFailure.Kind;
import dev.serai.gateway.operation.Usage;
import dev.serai.gateway.operation.chat.ChatEvent;
import dev.serai.gateway.provider.StreamDecoder;
import dev.serai.gateway.provider.StreamEvent;
import org.jspecify.annotations.Nullable;

/** Decodes a stream, each of whose events is a response with a part of the answer. */
final class GeminiStreamDecoder implements StreamDecoder<ChatEvent> {

	private final GeminiAnswerReader reader = new GeminiAnswerReader();

	private @Nullable Usage told;

	private @Nullable String toldTier;

	@Override
	public List<ChatEvent> decode(StreamEvent event) {
		if (event.data().isBlank()) {
			return List.of();
		}
		try {
			List<ChatEvent> events = this.reader.read(GeminiJson.read(event.data()));
			// Usage goes before a failure, because no event may follow that.
			boolean failed = !events.isEmpty() && events.getLast() instanceof ChatEvent.Failed;
			events.addAll(events.size() - (failed ? 1 : 0), news());
			return events;
		}
		catch (JsonProcessingException ex) {
			throw ProviderFailure.of(Kind.MALFORMED, "An event of Gemini's stream is not JSON");
		}
	}

	/** Returns changes of usage and service tier. */
	private List<ChatEvent> news() {
		List<ChatEvent> news = new ArrayList<>(2);
		String tier = this.reader.tier();
		if (tier != null && !tier.equals(this.toldTier)) {
			this.toldTier = tier;
			news.add(new ChatEvent.ServedIn(tier));
		}
		Usage usage = this.reader.usage();
		if (usage != null && !usage.equals(this.told)) {
			this.told = usage;
			news.add(new ChatEvent.Used(usage));
		}
		return news;
	}

	@Override
	public @Nullable ProviderFailure pendingFailure() {
		return this.reader.failure();
	}

	@Override
	public List<ChatEvent> end() {
		List<ChatEvent> ends = this.reader.end(Kind.BROKEN);
		if (!ends.isEmpty() && ends.getFirst() instanceof ChatEvent.Failed(ProviderFailure failure)
				&& failure.kind() == Kind.BROKEN) {
			throw failure;
		}
		return ends;
	}

}
