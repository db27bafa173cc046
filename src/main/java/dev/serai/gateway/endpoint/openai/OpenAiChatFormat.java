package dev.serai.gateway.endpoint.openai;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.gateway.operation.AnswerEvent;
import dev.serai.gateway.operation.AnswerName;
import dev.serai.gateway.operation.OperationRequest;
import dev.serai.gateway.operation.StreamWriter;
import dev.serai.gateway.operation.TextEditor;
import dev.serai.gateway.operation.TextReader;
import dev.serai.gateway.operation.Usage;
import dev.serai.gateway.operation.chat.ChatEvent;
import dev.serai.gateway.operation.chat.ChatRequest;
import dev.serai.gateway.provider.openai.OpenAiChat;
import org.jspecify.annotations.Nullable;

/** The format of OpenAI's {@code POST /v1/chat/completions}. */
public final class OpenAiChatFormat extends OpenAiFormat<ChatRequest> {

	private final ChatRequestReader reader = new ChatRequestReader();

	private final ChatAnswerWriter writer = new ChatAnswerWriter();

	/** Reads stored answers as those of a provider of the same format. */
	private final OpenAiChat own = new OpenAiChat();

	/**
	 * @param contract refuses a body that violates the API contract
	 */
	public OpenAiChatFormat(Consumer<ObjectNode> contract) {
		super(ChatRequest.OPENAI_FORMAT, contract);
	}

	@Override
	ChatRequest request(ObjectNode root) {
		return this.reader.read(root);
	}

	@Override
	public void texts(OperationRequest request, TextReader to) {
		RequestTexts.of((ChatRequest) request, to);
	}

	@Override
	boolean change(ObjectNode root, TextEditor editor) {
		RequestTexts.change(root, editor);
		return true;
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
	public List<ChatEvent> understand(byte[] body, boolean streamed) {
		return streamed ? KeptStream.events(this.own.streamDecoder(), body) : this.own.decode(body);
	}

	@Override
	public @Nullable AnswerName nameOf(byte[] frames) {
		return KeptStream.name(this.own.streamDecoder(), frames);
	}

}
