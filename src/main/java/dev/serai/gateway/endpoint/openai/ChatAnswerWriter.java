package dev.serai.gateway.endpoint.openai;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.serai.gateway.operation.AnswerEvent;
import dev.serai.gateway.operation.Usage;
import dev.serai.gateway.operation.chat.ChatEvent;
import org.jspecify.annotations.Nullable;

/** Writes whole answers, {@code chat.completion}. Stateless. */
public final class ChatAnswerWriter {

	private static final JsonFactory JSON = new JsonFactory();

	/**
	 * @param events the events of a complete answer; content without a form here
	 * ({@link ChatEvent.OtherContent}) is left out
	 */
	public byte[] whole(String id, long createdEpochSeconds, String model, List<? extends AnswerEvent> events) {
		Map<Integer, Choice> choices = new TreeMap<>();
		Usage usage = null;
		for (AnswerEvent event : events) {
			switch ((ChatEvent) event) {
				case ChatEvent.Text(int choice, String text) -> at(choices, choice).text(text);
				case ChatEvent.ReasoningText(int choice, int block, String text) ->
					at(choices, choice).reasoning(block).text(text);
				case ChatEvent.ReasoningSignature(int choice, int block, String signature, String format) ->
					at(choices, choice).reasoning(block).sign(signature, format);
				case ChatEvent.ReasoningEncrypted(int choice, int block, String data, String format) ->
					at(choices, choice).reasoning(block).encrypted(data, format);
				case ChatEvent.Refusal(int choice, String text) -> at(choices, choice).refuse(text);
				case ChatEvent.ToolCallStarted call -> at(choices, call.choice()).begin(call);
				case ChatEvent.ToolCallArguments(int choice, int index, String fragment) ->
					at(choices, choice).arguments(index, fragment);
				case ChatEvent.Finished(int choice, ChatEvent.FinishReason reason) ->
					at(choices, choice).finish(reason);
				case ChatEvent.Used used -> usage = used.usage();
				case ChatEvent.Started started -> {
				}
				case ChatEvent.ServedIn served -> {
				}
				case ChatEvent.OtherContent other -> at(choices, other.choice());
				case ChatEvent.Failed failed -> throw failed.failure();
			}
		}
		return write(id, createdEpochSeconds, model, choices, usage);
	}

	private static Choice at(Map<Integer, Choice> choices, int index) {
		return choices.computeIfAbsent(index, i -> new Choice());
	}

	private static byte[] write(String id, long created, String model, Map<Integer, Choice> choices,
			@Nullable Usage usage) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream(1_024);
		try (JsonGenerator json = JSON.createGenerator(bytes)) {
			json.writeStartObject();
			json.writeStringField("id", id);
			json.writeStringField("object", "chat.completion");
			json.writeNumberField("created", created);
			json.writeStringField("model", model);
			json.writeArrayFieldStart("choices");
			for (Map.Entry<Integer, Choice> choice : choices.entrySet()) {
				choice.getValue().write(json, choice.getKey());
			}
			json.writeEndArray();
			if (usage != null) {
				json.writeFieldName("usage");
				UsageJson.write(json, usage);
			}
			json.writeEndObject();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return bytes.toByteArray();
	}

}
