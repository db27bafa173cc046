package dev.serai.gateway.endpoint.openai;

import java.util.function.Consumer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.gateway.operation.Format;
import dev.serai.gateway.operation.OperationRequest;
import dev.serai.gateway.operation.TextEditor;
import dev.serai.gateway.operation.TextReader;
import dev.serai.gateway.operation.chat.ChatRequest;
import dev.serai.platform.error.ApiError;
import dev.serai.platform.json.StrictJson;

/** Chat as OpenAI's {@code POST /v1/chat/completions} says it. */
public final class OpenAiChatFormat implements Format {

	private static final ObjectMapper JSON = new ObjectMapper();

	private final ChatRequestReader reader = new ChatRequestReader();

	private final Consumer<ObjectNode> contract;

	/**
	 * @param contract refuses a body that is not as the contract says
	 */
	public OpenAiChatFormat(Consumer<ObjectNode> contract) {
		this.contract = contract;
	}

	@Override
	public String name() {
		return OPENAI_CHAT;
	}

	@Override
	public ChatRequest read(byte[] body) {
		ObjectNode request = StrictJson.object(body);
		this.contract.accept(request);
		return this.reader.read(request);
	}

	@Override
	public void texts(OperationRequest request, TextReader to) {
		RequestTexts.of((ChatRequest) request, to);
	}

	@Override
	public Edited edit(byte[] body, TextEditor editor) {
		ObjectNode request = StrictJson.object(body);
		RequestTexts.change(request, editor);
		try {
			byte[] edited = JSON.writeValueAsBytes(request);
			return new Edited(edited, this.reader.read(edited));
		}
		catch (JsonProcessingException ex) {
			throw new IllegalStateException("A JSON tree can always be written", ex);
		}
	}

	@Override
	public byte[] error(ApiError error) {
		return ErrorBody.of(error);
	}

}
