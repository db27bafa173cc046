package dev.serai.gateway.simulator;

import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.gateway.simulator.Refusal.Kind;

/** The server side of a provider's wire protocol. Stateless. */
sealed interface ProviderEmulator permits OpenAiEmulator, OpenAiCompletionEmulator, AnthropicEmulator, GeminiEmulator {

	/** The wait that a refusal recommends. */
	int RETRY_AFTER_SECONDS = 1;

	/**
	 * Parses a request.
	 * @param path the request's path after the provider's name
	 * @throws Refusal when it is not a request of this protocol
	 */
	Conversation understand(String path, JsonNode body);

	/**
	 * Returns the answer to a request for embeddings; empty when the path is not for
	 * embeddings.
	 * @throws Refusal when it is not a request of this protocol
	 */
	default Optional<JsonNode> embeddings(String path, JsonNode body) {
		return Optional.empty();
	}

	/** Returns the answer in one piece. */
	JsonNode whole(Conversation conversation, Answer answer);

	/** Returns the answer as a stream of events, in order, including the end. */
	List<Frame> stream(Conversation conversation, Answer answer);

	/** Returns the status of an error. */
	default int status(Kind kind) {
		return switch (kind) {
			case BAD_REQUEST -> 400;
			case NOT_FOUND -> 404;
			case RATE_LIMITED -> 429;
			case INTERNAL -> 500;
			case OVERLOADED -> 503;
		};
	}

	/** Returns the body of an error. */
	JsonNode error(Kind kind, String message);

}
