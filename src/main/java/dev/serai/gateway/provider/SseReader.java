package dev.serai.gateway.provider;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.serai.gateway.operation.ProviderFailure;
import dev.serai.gateway.operation.ProviderFailure.Kind;

/**
 * Parses server-sent events incrementally, by the WHATWG's HTML standard (section 9.2.6):
 * any of LF, CRLF and CR ends a line, a leading byte order mark and comments are skipped,
 * data lines are joined. The bytes may be split anywhere. {@code id} and {@code retry}
 * serve reconnection, which is not used here, and are skipped.
 *
 * <p>
 * The standard discards an event without a blank line after it. Some providers omit the
 * last blank line, so an unfinished event is still returned if its data is complete by
 * itself: {@code [DONE]} or a complete JSON object.
 *
 * <p>
 * An event whose lines arrive in one buffer refers to that buffer; only unfinished events
 * are copied. One per stream, not thread-safe.
 */
public final class SseReader implements StreamFraming {

	private static final JsonFactory JSON = new JsonFactory();

	private static final byte[] DATA = { 'd', 'a', 't', 'a' };

	private static final byte[] EVENT = { 'e', 'v', 'e', 'n', 't' };

	private final int maxEventBytes;

	/** The unfinished line. */
	private final Bytes line = new Bytes();

	/** The data of the unfinished event, if it is not in the current buffer. */
	private final Bytes data = new Bytes();

	/** The start of the only data line in the current buffer. */
	private int dataStart;

	private int dataEnd;

	/** Whether the event's data is in the current buffer. */
	private boolean inBuffer;

	private boolean hasData;

	private String name = "";

	/** The last event name, because streams repeat a few. */
	private String knownName = "";

	private boolean firstLine = true;

	/** Whether the last byte was a CR, so that a following LF belongs to it. */
	private boolean afterReturn;

	/**
	 * @param maxEventBytes the longest accepted event
	 */
	public SseReader(int maxEventBytes) {
		this.maxEventBytes = maxEventBytes;
	}

	@Override
	public void feed(byte[] buffer, int offset, int length, Consumer<StreamEvent> sink) {
		int end = offset + length;
		int start = offset;
		if (this.afterReturn && start < end) {
			this.afterReturn = false;
			start += (buffer[start] == '\n') ? 1 : 0;
		}
		int i = start;
		while (i < end) {
			byte b = buffer[i++];
			if (b != '\n' && b != '\r') {
				continue;
			}
			endLine(buffer, start, i - 1, sink);
			if (b == '\r') {
				if (i == end) {
					this.afterReturn = true;
				}
				else if (buffer[i] == '\n') {
					i++;
				}
			}
			start = i;
		}
		checkSize(end - start);
		if (this.inBuffer) {
			this.inBuffer = false;
			this.data.add(buffer, this.dataStart, this.dataEnd);
		}
		if (start < end) {
			this.line.add(buffer, start, end);
		}
	}

	@Override
	public void end(Consumer<StreamEvent> sink) {
		if (this.line.length > 0) {
			endLine(this.line.array, 0, 0, sink);
		}
		if (this.hasData && isWhole(this.data.text())) {
			dispatch(this.data.array, sink);
		}
	}

	private void endLine(byte[] buffer, int start, int end, Consumer<StreamEvent> sink) {
		checkSize(end - start);
		if (this.line.length == 0) {
			line(buffer, true, start, end, sink);
			return;
		}
		this.line.add(buffer, start, end);
		int length = this.line.length;
		byte[] whole = this.line.take();
		line(whole, false, 0, length, sink);
	}

	/**
	 * @param fed whether the line is in the current buffer
	 */
	private void line(byte[] buffer, boolean fed, int from, int end, Consumer<StreamEvent> sink) {
		int start = from;
		if (this.firstLine) {
			this.firstLine = false;
			boolean mark = end - start >= 3 && buffer[start] == (byte) 0xEF && buffer[start + 1] == (byte) 0xBB
					&& buffer[start + 2] == (byte) 0xBF;
			start += mark ? 3 : 0;
		}
		if (start == end) {
			dispatch(buffer, sink);
			return;
		}
		int colon = start;
		while (colon < end && buffer[colon] != ':') {
			colon++;
		}
		int value = Math.min(colon + 1, end);
		if (value < end && buffer[value] == ' ') {
			value++;
		}
		if (Arrays.equals(buffer, start, colon, DATA, 0, DATA.length)) {
			addData(buffer, fed, value, end);
		}
		else if (Arrays.equals(buffer, start, colon, EVENT, 0, EVENT.length)) {
			this.name = name(buffer, value, end);
		}
	}

	private String name(byte[] buffer, int start, int end) {
		if (!isKnown(buffer, start, end)) {
			this.knownName = new String(buffer, start, end - start, StandardCharsets.UTF_8);
		}
		return this.knownName;
	}

	private boolean isKnown(byte[] buffer, int start, int end) {
		if (this.knownName.length() != end - start) {
			return false;
		}
		for (int i = start; i < end; i++) {
			if (buffer[i] < 0 || this.knownName.charAt(i - start) != buffer[i]) {
				return false;
			}
		}
		return true;
	}

	private void addData(byte[] buffer, boolean fed, int start, int end) {
		if (!this.hasData && fed) {
			this.inBuffer = true;
			this.dataStart = start;
			this.dataEnd = end;
		}
		else {
			if (this.inBuffer) {
				this.inBuffer = false;
				this.data.add(buffer, this.dataStart, this.dataEnd);
			}
			if (this.hasData) {
				this.data.add('\n');
			}
			this.data.add(buffer, start, end);
		}
		this.hasData = true;
	}

	/**
	 * @param buffer the current buffer, if the data is there
	 */
	private void dispatch(byte[] buffer, Consumer<StreamEvent> sink) {
		String eventName = this.name;
		this.name = "";
		if (!this.hasData) {
			return;
		}
		this.hasData = false;
		if (this.inBuffer) {
			this.inBuffer = false;
			sink.accept(new StreamEvent(eventName, buffer, this.dataStart, this.dataEnd));
		}
		else {
			int length = this.data.length;
			sink.accept(new StreamEvent(eventName, this.data.take(), 0, length));
		}
	}

	private void checkSize(int more) {
		long held = this.inBuffer ? this.dataEnd - this.dataStart : this.data.length;
		if (held + this.line.length + more > this.maxEventBytes) {
			throw ProviderFailure.of(Kind.TOO_LARGE,
					"An event of the provider's stream is longer than " + this.maxEventBytes + " bytes");
		}
	}

	private static boolean isWhole(String data) {
		String text = data.strip();
		if (!text.startsWith("{")) {
			return text.equals("[DONE]");
		}
		try (JsonParser parser = JSON.createParser(text)) {
			parser.nextToken();
			parser.skipChildren();
			return parser.nextToken() == null;
		}
		catch (IOException ex) {
			return false;
		}
	}

	/** A growing byte buffer that is emptied when its content is taken. */
	private static final class Bytes {

		private static final byte[] NONE = {};

		private static final int LEAST = 512;

		private byte[] array = NONE;

		private int length;

		void add(byte[] buffer, int start, int end) {
			reserve(end - start);
			System.arraycopy(buffer, start, this.array, this.length, end - start);
			this.length += end - start;
		}

		void add(int b) {
			reserve(1);
			this.array[this.length++] = (byte) b;
		}

		byte[] take() {
			byte[] taken = this.array;
			this.array = NONE;
			this.length = 0;
			return taken;
		}

		String text() {
			return new String(this.array, 0, this.length, StandardCharsets.UTF_8);
		}

		private void reserve(int more) {
			if (this.length + more > this.array.length) {
				this.array = Arrays.copyOf(this.array,
						Math.max(Math.max(LEAST, this.array.length * 2), this.length + more));
			}
		}

	}

}
