package dev.serai.gateway.simulator;

import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.gateway.simulator.Refusal.Kind;

/** A provider's wire protocol, from the provider's side. Stateless. */
sealed interface ProviderEmulator permits OpenAiEmulator, OpenAiCompletionEmulator, AnthropicEmulator, GeminiEmulator {

	/** How long a refused caller is told to wait. */
	int RETRY_AFTER_SECONDS = 1;

	/**
	 * Understands a request.
	 * @param path what follows the provider's own name in the request's path
	 * @throws Refusal when it is none of this protocol's
	 */
	Conversation understand(String path, JsonNode body);

	/**
	 * The answer to a request for embeddings; empty when the path is not that of one.
	 * @throws Refusal when the request is none of this protocol's
	 */
	default Optional<JsonNode> embeddings(String path, JsonNode body) {
		return Optional.empty();
	}

	/** The answer in one piece. */
	JsonNode whole(Conversation conversation, Answer answer);

	/** The answer as a stream of events, in order, the end included. */
	List<Frame> stream(Conversation conversation, Answer answer);

	/** The status of an error. */
	default int status(Kind kind) {
		return switch (kind) {
			case BAD_REQUEST -> 400;
			case NOT_FOUND -> 404;
			case RATE_LIMITED -> 429;
			case INTERNAL -> 500;
			case OVERLOADED -> 503;
		};
	}

	/** The body of an error. */
	JsonNode error(Kind kind, String message);

}
