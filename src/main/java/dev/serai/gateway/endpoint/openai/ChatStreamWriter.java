package dev.serai.gateway.endpoint.openai;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.serai.gateway.operation.chat.ChatEvent;
import org.jspecify.annotations.Nullable;

/**
 * Writes a streamed chat, {@code chat.completion.chunk}. One per answer, not thread-safe.
 */
public final class ChatStreamWriter extends ChunkWriter {

	private static final byte[] CHOICE = utf8("{\"index\":");

	private static final byte[] DELTA = utf8(",\"delta\":{\"");

	private static final byte[] VALUE = utf8("\":\"");

	private static final byte[] UNFINISHED = utf8("\"},\"logprobs\":null,\"finish_reason\":null}");

	private final Set<Integer> begun = new HashSet<>();

	/** The reasoning details of each choice; created with its first reasoning. */
	private final Map<Integer, ReasoningDetails> reasoning = new HashMap<>();

	/** Tool calls that have no arguments yet. */
	private final Set<CallAt> bare = new HashSet<>();

	/**
	 * @param createdEpochSeconds when the call was received
	 * @param includeUsage whether the caller wants usage, which in OpenAI's format adds a
	 * field to every chunk
	 */
	public ChatStreamWriter(String id, long createdEpochSeconds, String model, boolean includeUsage) {
		super("chat.completion.chunk", id, createdEpochSeconds, model, includeUsage);
	}

	@Override
	void write(ChatEvent event, ByteArrayOutputStream frames) throws IOException {
		switch (event) {
			case ChatEvent.Text(int choice, String text) -> text(frames, choice, "content", text);
			case ChatEvent.ReasoningText(int choice, int block, String text) -> {
				details(frames, choice, reasoning(choice).text(block, text));
				text(frames, choice, "reasoning_content", text);
			}
			case ChatEvent.Refusal(int choice, String text) -> text(frames, choice, "refusal", text);
			case ChatEvent.ReasoningSignature signed -> details(frames, signed.choice(),
					reasoning(signed.choice()).sign(signed.block(), signed.signature(), signed.format()));
			case ChatEvent.ReasoningEncrypted sealed -> details(frames, sealed.choice(),
					reasoning(sealed.choice()).encrypted(sealed.block(), sealed.data(), sealed.format()));
			case ChatEvent.ToolCallStarted call -> begin(frames, call);
			case ChatEvent.ToolCallArguments(int choice, int index, String fragment) ->
				arguments(frames, new CallAt(choice, index), fragment);
			case ChatEvent.Finished(int choice, ChatEvent.FinishReason reason) -> finish(frames, choice, reason);
			case ChatEvent.Started started -> {
			}
			case ChatEvent.OtherContent other -> {
			}
			case ChatEvent.Used used -> {
			}
			case ChatEvent.ServedIn served -> {
			}
			case ChatEvent.Failed failed -> {
			}
		}
	}

	/** A fast path: most chunks are text that needs no escapes. */
	private void text(ByteArrayOutputStream frames, int choice, String field, String text) throws IOException {
		if (this.begun.contains(choice) && isWrittenAsItIs(text)) {
			frames.writeBytes(this.head);
			frames.writeBytes(CHOICE);
			frames.writeBytes(utf8(Integer.toString(choice)));
			frames.writeBytes(DELTA);
			frames.writeBytes(utf8(field));
			frames.writeBytes(VALUE);
			frames.writeBytes(utf8(text));
			frames.writeBytes(UNFINISHED);
			frames.writeBytes(this.tail);
			return;
		}
		chunk(frames, choice, null, json -> json.writeStringField(field, text));
	}

	private static boolean isWrittenAsItIs(String text) {
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c < ' ' || c == '"' || c == '\\' || Character.isSurrogate(c)) {
				return false;
			}
		}
		return true;
	}

	private ReasoningDetails reasoning(int choice) {
		return this.reasoning.computeIfAbsent(choice, c -> new ReasoningDetails());
	}

	private void details(ByteArrayOutputStream frames, int choice, List<ReasoningParts> items) throws IOException {
		if (items.isEmpty()) {
			return;
		}
		chunk(frames, choice, null, json -> {
			json.writeArrayFieldStart("reasoning_details");
			for (ReasoningParts item : items) {
				item.write(json);
			}
			json.writeEndArray();
		});
	}

	private void begin(ByteArrayOutputStream frames, ChatEvent.ToolCallStarted call) throws IOException {
		this.bare.add(new CallAt(call.choice(), call.index()));
		call(frames, call.choice(), call.index(), json -> ToolCallJson.begin(json, call, ""));
	}

	private void arguments(ByteArrayOutputStream frames, CallAt call, String fragment) throws IOException {
		if (!fragment.isEmpty()) {
			this.bare.remove(call);
		}
		call(frames, call.choice, call.index, json -> {
			json.writeObjectFieldStart("function");
			json.writeStringField("arguments", fragment);
			json.writeEndObject();
		});
	}

	private void call(ByteArrayOutputStream frames, int choice, int index, Part fields) throws IOException {
		chunk(frames, choice, null, json -> {
			json.writeArrayFieldStart("tool_calls");
			json.writeStartObject();
			json.writeNumberField("index", index);
			fields.write(json);
			json.writeEndObject();
			json.writeEndArray();
		});
	}

	/**
	 * Clients parse arguments as JSON, so a call without arguments gets an empty object.
	 */
	private void finish(ByteArrayOutputStream frames, int choice, ChatEvent.FinishReason reason) throws IOException {
		for (CallAt call : this.bare.stream().filter(at -> at.choice == choice).sorted().toList()) {
			arguments(frames, call, "{}");
		}
		ReasoningDetails reasoned = this.reasoning.get(choice);
		if (reasoned != null) {
			details(frames, choice, reasoned.end());
		}
		chunk(frames, choice, reason, json -> {
		});
	}

	private void chunk(ByteArrayOutputStream frames, int choice, ChatEvent.@Nullable FinishReason reason, Part delta)
			throws IOException {
		frames.writeBytes(this.head);
		try (JsonGenerator json = JSON.createGenerator(frames)) {
			json.writeStartObject();
			json.writeNumberField("index", choice);
			json.writeObjectFieldStart("delta");
			if (this.begun.add(choice)) {
				json.writeStringField("role", "assistant");
			}
			delta.write(json);
			json.writeEndObject();
			json.writeNullField("logprobs");
			json.writeStringField("finish_reason", (reason == null) ? null : reason.wireName());
			json.writeEndObject();
		}
		frames.writeBytes(this.tail);
	}

	/** Writes some fields of an object. */
	private interface Part {

		void write(JsonGenerator json) throws IOException;

	}

	private record CallAt(int choice, int index) implements Comparable<CallAt> {

		@Override
		public int compareTo(CallAt other) {
			return Integer.compare(this.index, other.index);
		}

	}

}
