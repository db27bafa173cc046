package dev.serai.gateway.endpoint.openai;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.gateway.operation.AnswerEvent;
import dev.serai.gateway.operation.AnswerName;
import dev.serai.gateway.operation.Format;
import dev.serai.gateway.operation.OperationRequest;
import dev.serai.gateway.operation.StreamWriter;
import dev.serai.gateway.operation.TextEditor;
import dev.serai.gateway.operation.TextReader;
import dev.serai.gateway.operation.Usage;
import dev.serai.gateway.operation.chat.ChatEvent;
import dev.serai.gateway.operation.chat.ChatRequest;
import dev.serai.gateway.provider.openai.OpenAiChat;
import dev.serai.platform.error.ApiError;
import dev.serai.platform.json.StrictJson;
import org.jspecify.annotations.Nullable;

/** Chat as OpenAI's {@code POST /v1/chat/completions} says it. */
public final class OpenAiChatFormat implements Format {

	private static final ObjectMapper JSON = new ObjectMapper();

	private final ChatRequestReader reader = new ChatRequestReader();

	private final ChatAnswerWriter writer = new ChatAnswerWriter();

	/** Answers in this format are understood as a provider's are that speaks it. */
	private final OpenAiChat own = new OpenAiChat();

	private final Consumer<ObjectNode> contract;

	/**
	 * @param contract refuses a body that is not as the contract says
	 */
	public OpenAiChatFormat(Consumer<ObjectNode> contract) {
		this.contract = contract;
	}

	@Override
	public String name() {
		return ChatRequest.OPENAI_FORMAT;
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
	public String answerId(UUID call) {
		return "chatcmpl-" + call;
	}

	@Override
	public byte[] whole(AnswerName name, Instant created, List<? extends AnswerEvent> events, Usage usage) {
		List<AnswerEvent> all = new ArrayList<>(events);
		all.add(new ChatEvent.Used(usage));
		return this.writer.whole(name.id(), created.getEpochSecond(), name.model(), all);
	}

	@Override
	public StreamWriter stream(AnswerName name, Instant created, boolean includeUsage) {
		return new ChatStreamWriter(name.id(), created.getEpochSecond(), name.model(), includeUsage);
	}

	@Override
	public JsonNode usage(Usage usage) {
		return UsageJson.of(usage);
	}

	@Override
	public List<ChatEvent> understand(byte[] body, boolean streamed) {
		return streamed ? KeptStream.events(this.own.streamDecoder(), body) : this.own.decode(body);
	}

	@Override
	public @Nullable AnswerName nameOf(byte[] frames) {
		return KeptStream.name(this.own.streamDecoder(), frames);
	}

	@Override
	public byte[] error(ApiError error) {
		return ErrorBody.of(error);
	}

}
