package dev.serai.gateway.endpoint.openai;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.gateway.operation.embedding.EmbeddingInput;
import dev.serai.gateway.operation.embedding.EmbeddingRequest;
import dev.serai.platform.error.CallRefused;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of {@code POST /v1/embeddings}. {@code input} is a text, a list of
 * texts, a list of token ids or a list of such lists. Fields that are not known here are
 * kept for providers of the same protocol. Holds no state.
 */
final class EmbeddingRequestReader {

	/** OpenAI's limit of a request, which others share or undercut. */
	private static final int MAX_INPUTS = 2_048;

	private static final int MAX_MODEL = 256;

	private static final Set<String> KNOWN = Set.of("model", "input", "dimensions", "encoding_format", "user");

	/**
	 * @throws CallRefused 400, naming the first field that is wrong
	 */
	EmbeddingRequest read(ObjectNode root) {
		Map<String, JsonNode> extras = new LinkedHashMap<>();
		Fields request = new Fields(root, FieldPath.ROOT, extras);
		request.keepOthers(KNOWN);
		String model = request.requiredName("model");
		if (model.length() > MAX_MODEL) {
			throw request.invalid("model", "must not be longer than " + MAX_MODEL + " characters");
		}
		return new EmbeddingRequest(model, inputs(request), request.integer("dimensions", 1, Integer.MAX_VALUE),
				base64(request), request.text("user"), extras);
	}

	private static boolean base64(Fields request) {
		String form = request.text("encoding_format");
		return switch ((form != null) ? form : "float") {
			case "float" -> false;
			case "base64" -> true;
			default -> throw request.invalid("encoding_format", "must be float or base64");
		};
	}

	private static List<EmbeddingInput> inputs(Fields request) {
		JsonNode input = request.required("input");
		FieldPath path = request.path().field("input");
		if (input.isTextual()) {
			return List.of(text(input, path));
		}
		if (!(input instanceof ArrayNode list)) {
			throw Fields.wrongType(path, "a string or a list");
		}
		if (list.isEmpty()) {
			throw Fields.invalid(path, "must not be empty");
		}
		if (list.get(0).isNumber()) {
			return List.of(tokens(list, path));
		}
		if (list.size() > MAX_INPUTS) {
			throw Fields.invalid(path, "must not have more than " + MAX_INPUTS + " entries");
		}
		List<EmbeddingInput> inputs = new ArrayList<>(list.size());
		for (int i = 0; i < list.size(); i++) {
			inputs.add(entry(list.get(i), path.item(i), list.get(0)));
		}
		return inputs;
	}

	/** All entries are of one form. */
	private static EmbeddingInput entry(JsonNode entry, FieldPath path, JsonNode first) {
		if (first.isTextual() && entry.isTextual()) {
			return text(entry, path);
		}
		if (first.isArray() && entry instanceof ArrayNode ids) {
			return tokens(ids, path);
		}
		throw Fields.wrongType(path, first.isArray() ? "a list of token ids like the first entry" : "a string");
	}

	private static EmbeddingInput text(JsonNode text, FieldPath path) {
		if (text.textValue().isEmpty()) {
			throw Fields.invalid(path, "must not be empty");
		}
		return new EmbeddingInput.Text(text.textValue());
	}

	private static EmbeddingInput tokens(ArrayNode list, FieldPath path) {
		if (list.isEmpty()) {
			throw Fields.invalid(path, "must not be empty");
		}
		List<Integer> ids = new ArrayList<>(list.size());
		for (int i = 0; i < list.size(); i++) {
			JsonNode id = list.get(i);
			if (!id.isIntegralNumber() || !id.canConvertToInt()) {
				throw Fields.wrongType(path.item(i), "a token id");
			}
			ids.add(id.intValue());
		}
		@Nullable String text = TokenText.of(ids);
		if (text == null) {
			throw Fields.invalid(path, "holds an id that is no token of cl100k_base; send the text instead");
		}
		return new EmbeddingInput.Tokens(ids, text);
	}

}
