package dev.serai.gateway.endpoint.openai;

import java.util.function.Consumer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.gateway.operation.Format;
import dev.serai.gateway.operation.OperationRequest;
import dev.serai.gateway.operation.TextEditor;
import dev.serai.gateway.operation.Usage;
import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;
import dev.serai.platform.json.StrictJson;

/**
 * The common part of OpenAI's formats: a request is strict JSON that the API contract
 * allows, and usage and errors have one form.
 *
 * @param <R> the operation's requests
 */
abstract sealed class OpenAiFormat<R extends OperationRequest> implements Format
		permits OpenAiChatFormat, OpenAiCompletionFormat, OpenAiEmbeddingFormat {

	static final ObjectMapper MAPPER = new ObjectMapper();

	private final String name;

	private final Consumer<ObjectNode> contract;

	/**
	 * @param contract refuses a body that violates the API contract
	 */
	OpenAiFormat(String name, Consumer<ObjectNode> contract) {
		this.name = name;
		this.contract = contract;
	}

	/**
	 * Reads a request.
	 * @throws CallRefused 400, naming the first field that is wrong
	 */
	abstract R request(ObjectNode root);

	/**
	 * Changes the texts that the caller wrote.
	 * @return whether anything was changed
	 */
	abstract boolean change(ObjectNode root, TextEditor editor);

	@Override
	public final String name() {
		return this.name;
	}

	@Override
	public final R read(byte[] body) {
		ObjectNode root = StrictJson.object(body);
		this.contract.accept(root);
		return request(root);
	}

	@Override
	public final Edited edit(byte[] body, TextEditor editor) {
		ObjectNode root = StrictJson.object(body);
		if (!change(root, editor)) {
			return new Edited(body, request(root));
		}
		try {
			return new Edited(MAPPER.writeValueAsBytes(root), request(root));
		}
		catch (JsonProcessingException ex) {
			throw new IllegalStateException("A JSON tree can always be written", ex);
		}
	}

	@Override
	public JsonNode usage(Usage usage) {
		return UsageJson.of(usage);
	}

	@Override
	public final byte[] error(ApiError error) {
		return ErrorBody.of(error);
	}

}
