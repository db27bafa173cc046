package dev.serai.gateway.endpoint.openai;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.gateway.operation.AnswerEvent;
import dev.serai.gateway.operation.AnswerName;
import dev.serai.gateway.operation.OperationRequest;
import dev.serai.gateway.operation.StreamWriter;
import dev.serai.gateway.operation.TextEditor;
import dev.serai.gateway.operation.TextReader;
import dev.serai.gateway.operation.Usage;
import dev.serai.gateway.operation.chat.ChatEvent;
import dev.serai.gateway.operation.chat.ChatEvent.FinishReason;
import dev.serai.gateway.operation.completion.CompletionRequest;
import dev.serai.gateway.provider.openai.OpenAiCompletions;
import dev.serai.platform.json.JsonBuffers;
import org.jspecify.annotations.Nullable;

/** The format of OpenAI's {@code POST /v1/completions}. */
public final class OpenAiCompletionFormat extends OpenAiFormat<CompletionRequest> {

	private static final JsonFactory JSON = JsonBuffers.pooled().build();

	private final CompletionRequestReader reader = new CompletionRequestReader();

	/** Reads stored answers as those of a provider of the same format. */
	private final OpenAiCompletions own = new OpenAiCompletions();

	/**
	 * @param contract refuses a body that violates the API contract
	 */
	public OpenAiCompletionFormat(Consumer<ObjectNode> contract) {
		super(CompletionRequest.OPENAI_FORMAT, contract);
	}

	@Override
	CompletionRequest request(ObjectNode root) {
		return this.reader.read(root);
	}

	@Override
	public void texts(OperationRequest request, TextReader to) {
		CompletionRequest completion = (CompletionRequest) request;
		completion.prompts().forEach(prompt -> to.text(prompt.text()));
		if (completion.suffix() != null) {
			to.text(completion.suffix());
		}
	}

	@Override
	boolean change(ObjectNode root, TextEditor editor) {
		CompletionRequest request = this.reader.read(root);
		boolean changed = TextInputs.edit(root, "prompt", request.prompts(), editor);
		String suffix = (request.suffix() != null) ? editor.text(request.suffix()) : null;
		if (suffix == null || suffix.equals(request.suffix())) {
			return changed;
		}
		root.put("suffix", suffix);
		return true;
	}

	@Override
	public String answerId(UUID call) {
		return "cmpl-" + call;
	}

	@Override
	public byte[] whole(AnswerName name, Instant created, List<? extends AnswerEvent> events, Usage usage) {
		Map<Integer, StringBuilder> texts = new TreeMap<>();
		Map<Integer, FinishReason> ends = new TreeMap<>();
		for (AnswerEvent event : events) {
			switch ((ChatEvent) event) {
				case ChatEvent.Text(int choice, String text) -> text(texts, choice).append(text);
				case ChatEvent.Refusal(int choice, String text) -> text(texts, choice).append(text);
				case ChatEvent.Finished(int choice, FinishReason reason) -> {
					text(texts, choice);
					ends.put(choice, reason);
				}
				default -> {
				}
			}
		}
		ByteArrayOutputStream bytes = new ByteArrayOutputStream(1_024);
		try (JsonGenerator json = JSON.createGenerator(bytes)) {
			json.writeStartObject();
			json.writeStringField("id", name.id());
			json.writeStringField("object", "text_completion");
			json.writeNumberField("created", created.getEpochSecond());
			json.writeStringField("model", name.model());
			json.writeArrayFieldStart("choices");
			for (Map.Entry<Integer, StringBuilder> choice : texts.entrySet()) {
				CompletionChoice.write(json, choice.getKey(), choice.getValue().toString(),
						ends.getOrDefault(choice.getKey(), FinishReason.STOP));
			}
			json.writeEndArray();
			json.writeFieldName("usage");
			UsageJson.write(json, usage);
			json.writeEndObject();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return bytes.toByteArray();
	}

	private static StringBuilder text(Map<Integer, StringBuilder> texts, int choice) {
		return texts.computeIfAbsent(choice, index -> new StringBuilder());
	}

	@Override
	public StreamWriter stream(AnswerName name, Instant created, boolean includeUsage) {
		return new CompletionStreamWriter(name.id(), created.getEpochSecond(), name.model(), includeUsage);
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
