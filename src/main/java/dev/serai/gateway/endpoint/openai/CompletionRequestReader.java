package dev.serai.gateway.endpoint.openai;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.gateway.operation.completion.CompletionRequest;
import dev.serai.platform.error.CallRefused;

/**
 * Reads the body of {@code POST /v1/completions}. Unknown fields are kept for providers
 * of the same protocol. Stateless.
 */
final class CompletionRequestReader {

	/** OpenAI's default limit of output tokens. */
	private static final int USUAL_TOKENS = 16;

	private static final int MAX_CHOICES = 128;

	private static final int MAX_BEST_OF = 20;

	private static final int MAX_LOGPROBS = 5;

	private static final Set<String> KNOWN = Set.of("model", "prompt", "suffix", "max_tokens", "temperature", "top_p",
			"n", "stream", "stream_options", "logprobs", "echo", "stop", "presence_penalty", "frequency_penalty",
			"best_of", "seed", "user");

	/**
	 * @throws CallRefused 400, naming the first field that is wrong
	 */
	CompletionRequest read(ObjectNode root) {
		Map<String, JsonNode> extras = new LinkedHashMap<>();
		Fields request = new Fields(root, FieldPath.ROOT, extras);
		request.keepOthers(KNOWN);
		boolean stream = request.isTrue("stream");
		Integer each = request.integer("n", 1, MAX_CHOICES);
		Integer bestOf = request.integer("best_of", 1, MAX_BEST_OF);
		if (bestOf != null && bestOf < ((each != null) ? each : 1)) {
			throw request.invalid("best_of", "must not be less than n");
		}
		if (bestOf != null && bestOf > 1 && stream) {
			throw request.invalid("best_of", "can't be streamed");
		}
		Integer most = request.integer("max_tokens", 1, Integer.MAX_VALUE);
		return new CompletionRequest(RequestFields.model(request), TextInputs.read(request, "prompt", true),
				request.text("suffix"), RequestFields.sampling(request), (most != null) ? most : USUAL_TOKENS,
				(each != null) ? each : 1, bestOf, request.isTrue("echo"), request.integer("logprobs", 0, MAX_LOGPROBS),
				stream, RequestFields.includeUsage(request, stream), request.text("user"), extras);
	}

}
