package dev.serai.gateway.endpoint.openai;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.serai.gateway.call.Amount;
import dev.serai.gateway.operation.AnswerEvent;
import dev.serai.gateway.operation.CallCharge;
import dev.serai.gateway.operation.StreamWriter;
import dev.serai.gateway.operation.chat.ChatEvent;
import dev.serai.platform.error.ApiError;
import dev.serai.platform.json.JsonBuffers;
import org.jspecify.annotations.Nullable;

/**
 * Writes one streamed answer as server-sent events, {@code chat.completion.chunk}.
 * Nothing is written that was not asked for: a stream that fails ends with
 * {@link #error}, without {@link #done}. One per answer, not thread-safe.
 */
public final class ChatStreamWriter implements StreamWriter {

	private static final JsonFactory JSON = JsonBuffers.pooled().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

	private static final byte[] DATA = utf8("data: ");

	private static final byte[] END = utf8("\n\n");

	private static final byte[] NEXT_LINE = utf8("\ndata: ");

	private static final byte[] NO_USAGE = utf8(KeptFrames.NO_USAGE + "}");

	private static final byte[] CHOICE = utf8("{\"index\":");

	private static final byte[] DELTA = utf8(",\"delta\":{\"");

	private static final byte[] VALUE = utf8("\":\"");

	private static final byte[] UNFINISHED = utf8("\"},\"logprobs\":null,\"finish_reason\":null}");

	private static final byte[] DONE = utf8("data: [DONE]\n\n");

	private static final byte[] NOTHING = {};

	private final boolean includeUsage;

	/** All that chunks have in common, up to the choice. */
	private final byte[] head;

	private final byte[] tail;

	private final Set<Integer> begun = new HashSet<>();

	/** Of each choice the reasoning as details; made when it reasons. */
	private final Map<Integer, ReasoningDetails> reasoning = new HashMap<>();

	/** Calls that have no arguments yet. */
	private final Set<CallAt> bare = new HashSet<>();

	/**
	 * @param createdEpochSeconds when the call came
	 * @param includeUsage whether the caller wants usage, which in OpenAI's form shows on
	 * every chunk
	 */
	public ChatStreamWriter(String id, long createdEpochSeconds, String model, boolean includeUsage) {
		this.head = head(id, createdEpochSeconds, model);
		this.includeUsage = includeUsage;
		this.tail = utf8("]" + (includeUsage ? KeptFrames.NO_USAGE : "") + "}\n\n");
	}

	@Override
	public void events(List<? extends AnswerEvent> events, ByteArrayOutputStream frames) {
		try {
			for (AnswerEvent event : events) {
				write((ChatEvent) event, frames);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void relay(byte[] data, ByteArrayOutputStream frames) {
		frames.writeBytes(DATA);
		if (!this.includeUsage) {
			lines(data, data.length, false, frames);
		}
		else {
			lines(data, lastBrace(data), true, frames);
			frames.writeBytes(NO_USAGE);
		}
		frames.writeBytes(END);
	}

	/**
	 * Only line ends within an event's data would break its frame.
	 * @param more whether something follows
	 */
	private static void lines(byte[] data, int end, boolean more, ByteArrayOutputStream frames) {
		int start = 0;
		for (int i = 0; i < end; i++) {
			if (data[i] == '\n' || data[i] == '\r') {
				frames.write(data, start, i - start);
				i += (data[i] == '\r' && i + 1 < end && data[i + 1] == '\n') ? 1 : 0;
				start = i + 1;
				if (start < end || more) {
					frames.writeBytes(NEXT_LINE);
				}
			}
		}
		frames.write(data, start, end - start);
	}

	private static int lastBrace(byte[] object) {
		int at = object.length - 1;
		while (object[at] != '}') {
			at--;
		}
		return at;
	}

	@Override
	public byte[] kept(byte[] frames) {
		return this.includeUsage ? KeptFrames.of(frames) : frames;
	}

	@Override
	public byte[] again(byte[] kept) {
		return this.includeUsage ? KeptFrames.withUsage(kept) : kept;
	}

	/** One chunk: what was used, and in a field of Serai's own what it cost. */
	@Override
	public byte[] charge(CallCharge charge) {
		if (!this.includeUsage) {
			return NOTHING;
		}
		ByteArrayOutputStream frame = new ByteArrayOutputStream(512);
		frame.writeBytes(this.head);
		frame.writeBytes(utf8("],\"usage\":"));
		try (JsonGenerator json = JSON.createGenerator(frame)) {
			UsageJson.write(json, charge.usage());
			json.flush();
			frame.writeBytes(utf8(",\"serai\":"));
			cost(json, charge);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		frame.write('}');
		frame.writeBytes(END);
		return frame.toByteArray();
	}

	@Override
	public byte[] done() {
		return DONE.clone();
	}

	@Override
	public byte[] error(ApiError error) {
		ByteArrayOutputStream frame = new ByteArrayOutputStream(256);
		frame.writeBytes(DATA);
		frame.writeBytes(ErrorBody.of(error));
		frame.writeBytes(END);
		return frame.toByteArray();
	}

	private static void cost(JsonGenerator json, CallCharge charge) throws IOException {
		json.setRootValueSeparator(null);
		json.writeStartObject();
		if (charge.usd() != null) {
			json.writeStringField("cost_usd", Amount.text(charge.usd()));
		}
		json.writeStringField("price_status", charge.priceStatus());
		if (charge.savedUsd() != null) {
			json.writeStringField("saved_usd", Amount.text(charge.savedUsd()));
		}
		json.writeEndObject();
	}

	private void write(ChatEvent event, ByteArrayOutputStream frames) throws IOException {
		switch (event) {
			case ChatEvent.Text(int choice, String text) -> text(frames, choice, "content", text);
			case ChatEvent.ReasoningText(int choice, int block, String text) -> {
				details(frames, choice, reasoning(choice).text(block, text));
				text(frames, choice, "reasoning_content", text);
			}
			case ChatEvent.Refusal(int choice, String text) -> text(frames, choice, "refusal", text);
			case ChatEvent.ReasoningSignature(int choice, int block, String signature) ->
				details(frames, choice, reasoning(choice).sign(block, signature));
			case ChatEvent.ReasoningEncrypted(int choice, int block, String data) ->
				details(frames, choice, reasoning(choice).encrypted(block, data));
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

	/** Most text needs no escapes, and most chunks are text. */
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

	/** Clients parse arguments as JSON, so a call without any gets an empty object. */
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

	private static byte[] head(String id, long created, String model) {
		ByteArrayOutputStream head = new ByteArrayOutputStream(256);
		head.writeBytes(DATA);
		try (JsonGenerator json = JSON.createGenerator(head)) {
			json.disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
			json.writeStartObject();
			json.writeStringField("id", id);
			json.writeStringField("object", "chat.completion.chunk");
			json.writeNumberField("created", created);
			json.writeStringField("model", model);
			json.writeArrayFieldStart("choices");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return head.toByteArray();
	}

	private static byte[] utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
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
