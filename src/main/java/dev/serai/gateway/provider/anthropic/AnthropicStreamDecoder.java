package dev.serai.gateway.provider.anthropic;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.gateway.operation.ProviderFailure;
import dev.serai.gateway.operation.ProviderFailure.Kind;
import dev.serai.gateway.operation.chat.ChatEvent;
import dev.serai.gateway.provider.StreamDecoder;
import dev.serai.gateway.provider.StreamEvent;
import org.jspecify.annotations.Nullable;

/**
 * Decodes a streamed message. The answer counts as finished only at {@code message_stop}:
 * a stream that breaks after {@code message_delta} is not reported as complete.
 */
final class AnthropicStreamDecoder implements StreamDecoder<ChatEvent> {

	private final AnthropicAnswer answer;

	private boolean over;

	/**
	 * @param asked the cache lifetimes in the request
	 */
	AnthropicStreamDecoder(CacheLifetimes asked) {
		this.answer = new AnthropicAnswer(asked);
	}

	@Override
	public List<ChatEvent> decode(StreamEvent event) {
		if (this.over || event.data().isBlank()) {
			return List.of();
		}
		JsonNode data = AnthropicJson.object(event.data());
		List<ChatEvent> out = new ArrayList<>(2);
		switch (AnthropicFailure.isError(data) ? "error" : data.path("type").asText(event.name())) {
			case "message_start" -> {
				JsonNode message = data.path("message");
				this.answer.started(message, out);
				this.answer.used(message.path("usage"));
				this.answer.reportUsage(out);
			}
			case "content_block_start" -> this.answer.blockStarted(index(data), data.path("content_block"), out);
			case "content_block_delta" -> this.answer.blockGrew(index(data), data.path("delta"), out);
			case "content_block_stop" -> this.answer.blockStopped(index(data), out);
			case "message_delta" -> {
				this.answer.stopReason(data.path("delta").path("stop_reason"));
				this.answer.used(data.path("usage"));
				this.answer.reportUsage(out);
			}
			case "message_stop" -> {
				ProviderFailure failure = this.answer.finished(out);
				if (failure != null) {
					out.add(new ChatEvent.Failed(failure));
				}
				this.over = true;
			}
			case "error" -> {
				this.answer.used(data.path("usage"));
				this.answer.reportUsage(out);
				out.add(new ChatEvent.Failed(AnthropicFailure.inAnswer(data)));
				this.over = true;
			}
			default -> {
				// Ignored: pings and unknown events.
			}
		}
		return out;
	}

	@Override
	public @Nullable ProviderFailure pendingFailure() {
		return this.over ? null : this.answer.failure();
	}

	@Override
	public List<ChatEvent> end() {
		if (!this.over) {
			throw ProviderFailure.of(Kind.BROKEN, "The provider's stream ended before the answer was complete");
		}
		return List.of();
	}

	private static int index(JsonNode data) {
		JsonNode index = data.path("index");
		if (!index.canConvertToInt()) {
			throw AnthropicJson.malformed("a content block without index");
		}
		return index.asInt();
	}

}
