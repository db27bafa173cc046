package dev.serai.gateway.endpoint.openai;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

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

/**
 * Writes a streamed answer as server-sent events in OpenAI's format: chunks with a common
 * head and a list of choices. It writes only what it is called for: a stream that fails
 * ends with {@link #error}, without {@link #done}. One per answer, not thread-safe.
 */
abstract sealed class ChunkWriter implements StreamWriter permits ChatStreamWriter, CompletionStreamWriter {

	static final JsonFactory JSON = JsonBuffers.pooled().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

	static final byte[] DATA = utf8("data: ");

	static final byte[] END = utf8("\n\n");

	private static final byte[] NEXT_LINE = utf8("\ndata: ");

	private static final byte[] NO_USAGE = utf8(KeptFrames.NO_USAGE + "}");

	private static final byte[] DONE = utf8("data: [DONE]\n\n");

	private static final byte[] NOTHING = {};

	private final boolean includeUsage;

	/** What all chunks have in common, up to the choice. */
	final byte[] head;

	/** The end of a chunk, after its choice. */
	final byte[] tail;

	/**
	 * @param object the value of a chunk's field {@code object}
	 * @param createdEpochSeconds when the call was received
	 * @param includeUsage whether the caller wants usage, which in OpenAI's format adds a
	 * field to every chunk
	 */
	ChunkWriter(String object, String id, long createdEpochSeconds, String model, boolean includeUsage) {
		this.head = head(object, id, createdEpochSeconds, model);
		this.includeUsage = includeUsage;
		this.tail = utf8("]" + (includeUsage ? KeptFrames.NO_USAGE : "") + "}\n\n");
	}

	/** Adds the frames of one event; often none. */
	abstract void write(ChatEvent event, ByteArrayOutputStream frames) throws IOException;

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
	 * Writes data of an event line by line, because line ends in the data would break its
	 * frame.
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

	/** Returns one chunk with the usage and, in a field of Serai's own, the cost. */
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

	private static byte[] head(String object, String id, long created, String model) {
		ByteArrayOutputStream head = new ByteArrayOutputStream(256);
		head.writeBytes(DATA);
		try (JsonGenerator json = JSON.createGenerator(head)) {
			json.disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
			json.writeStartObject();
			json.writeStringField("id", id);
			json.writeStringField("object", object);
			json.writeNumberField("created", created);
			json.writeStringField("model", model);
			json.writeArrayFieldStart("choices");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return head.toByteArray();
	}

	static byte[] utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
