package dev.serai.testing;

import java.util.List;
import java.util.Map;

import dev.serai.gateway.operation.chat.ChatRequest;
import dev.serai.gateway.operation.chat.ChatRequest.OutputFormat;
import dev.serai.gateway.operation.chat.ChatRequest.Sampling;

/** A chat whose content does not matter. */
public final class AnyChat {

	public static final ChatRequest WHOLE = request(false);

	public static final ChatRequest STREAMED = request(true);

	private AnyChat() {
	}

	private static ChatRequest request(boolean stream) {
		return new ChatRequest("m", List.of(), List.of(), null, null, new OutputFormat.Text(),
				new Sampling(null, null, null, List.of(), null, null), null, 1, null, stream, false, null, Map.of());
	}

}
