package dev.serai.gateway.provider.anthropic;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.gateway.operation.ProviderFailure;
import dev.serai.gateway.operation.chat.ChatEvent;

/** Decodes a whole message, like a stream whose blocks each come in one piece. */
final class AnthropicDecoder {

	private AnthropicDecoder() {
	}

	/**
	 * @param asked the cache lifetimes in the request
	 */
	static List<ChatEvent> decode(byte[] body, CacheLifetimes asked) {
		JsonNode message = AnthropicJson.object(body);
		if (AnthropicFailure.isError(message)) {
			throw AnthropicFailure.inAnswer(message);
		}
		JsonNode content = message.path("content");
		if (!content.isArray()) {
			throw AnthropicJson.malformed("no content");
		}
		List<ChatEvent> out = new ArrayList<>();
		AnthropicAnswer answer = new AnthropicAnswer(asked);
		answer.started(message, out);
		for (int index = 0; index < content.size(); index++) {
			answer.blockStarted(index, content.get(index), out);
			answer.blockStopped(index, out);
		}
		answer.stopReason(message.path("stop_reason"));
		answer.used(message.path("usage"));
		ProviderFailure failure = answer.finished(out);
		if (failure != null) {
			throw failure;
		}
		return out;
	}

}
