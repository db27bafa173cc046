package dev.serai.gateway.endpoint.openai;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.gateway.operation.embedding.EmbeddingRequest;
import dev.serai.platform.error.CallRefused;

/**
 * Reads the body of {@code POST /v1/embeddings}. {@code input} is a text, a list of
 * texts, a list of token ids or a list of such lists. Unknown fields are kept for
 * providers of the same protocol. Stateless.
 */
final class EmbeddingRequestReader {

	private static final Set<String> KNOWN = Set.of("model", "input", "dimensions", "encoding_format", "user");

	/**
	 * @throws CallRefused 400, naming the first field that is wrong
	 */
	EmbeddingRequest read(ObjectNode root) {
		Map<String, JsonNode> extras = new LinkedHashMap<>();
		Fields request = new Fields(root, FieldPath.ROOT, extras);
		request.keepOthers(KNOWN);
		return new EmbeddingRequest(RequestFields.model(request), TextInputs.read(request, "input", false),
				request.integer("dimensions", 1, Integer.MAX_VALUE), base64(request), request.text("user"), extras);
	}

	private static boolean base64(Fields request) {
		String form = request.text("encoding_format");
		return switch ((form != null) ? form : "float") {
			case "float" -> false;
			case "base64" -> true;
			default -> throw request.invalid("encoding_format", "must be float or base64");
		};
	}

}
