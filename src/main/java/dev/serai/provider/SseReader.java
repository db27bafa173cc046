package dev.serai.provider;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.serai.call.ProviderFailure;
import dev.serai.call.ProviderFailure.Kind;

/**
 * Reads server-sent events from bytes as they come, as the WHATWG's HTML standard
 * (section 9.2.6) says: any of LF, CRLF and CR ends a line, a leading byte order mark and
 * comments are skipped, data lines are joined. Where the bytes were cut on their way does
 * not matter. {@code id} and {@code retry} serve reconnection, which nobody here does,
 * and are skipped.
 * <p>
 * The standard discards an event that no blank line has ended. Some providers leave the
 * last blank line out, so an unfinished event is given all the same if its data is whole
 * by itself: {@code [DONE]} or a complete JSON object.
 * <p>
 * Holds one event at most. One per stream, not thread-safe.
 */
public final class SseReader {

	private static final JsonFactory JSON = new JsonFactory();

	private static final byte[] DATA = { 'd', 'a', 't', 'a' };

	private static final byte[] EVENT = { 'e', 'v', 'e', 'n', 't' };

	private final int maxEventBytes;

	/** The unfinished line. */
	private final Bytes line = new Bytes();

	private final Bytes data = new Bytes();

	private boolean hasData;

	private String name = "";

	private boolean firstLine = true;

	/** The last byte was a CR, so that an LF that follows belongs to it. */
	private boolean afterReturn;

	/**
	 * @param maxEventBytes the longest event that is taken
	 */
	public SseReader(int maxEventBytes) {
		this.maxEventBytes = maxEventBytes;
	}

	/**
	 * Reads more bytes of the stream.
	 * @param sink takes each event as soon as it is complete
	 * @throws ProviderFailure TOO_LARGE when an event is longer than allowed
	 */
	public void feed(byte[] buffer, int offset, int length, Consumer<SseEvent> sink) {
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
		this.line.add(buffer, start, end);
	}

	/**
	 * The stream has ended.
	 * @param sink takes the last event, if it was not ended but is whole
	 */
	public void end(Consumer<SseEvent> sink) {
		if (this.line.length > 0) {
			endLine(this.line.array, 0, 0, sink);
		}
		if (this.hasData && isWhole(this.data)) {
			dispatch(sink);
		}
	}

	private void endLine(byte[] buffer, int start, int end, Consumer<SseEvent> sink) {
		checkSize(end - start);
		if (this.line.length == 0) {
			line(buffer, start, end, sink);
			return;
		}
		this.line.add(buffer, start, end);
		int length = this.line.length;
		this.line.length = 0;
		line(this.line.array, 0, length, sink);
	}

	private void line(byte[] buffer, int from, int end, Consumer<SseEvent> sink) {
		int start = from;
		if (this.firstLine) {
			this.firstLine = false;
			boolean mark = end - start >= 3 && buffer[start] == (byte) 0xEF && buffer[start + 1] == (byte) 0xBB
					&& buffer[start + 2] == (byte) 0xBF;
			start += mark ? 3 : 0;
		}
		if (start == end) {
			dispatch(sink);
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
			addData(buffer, value, end);
		}
		else if (Arrays.equals(buffer, start, colon, EVENT, 0, EVENT.length)) {
			this.name = new String(buffer, value, end - value, StandardCharsets.UTF_8);
		}
	}

	private void addData(byte[] buffer, int start, int end) {
		if (this.hasData) {
			this.data.add('\n');
		}
		this.hasData = true;
		this.data.add(buffer, start, end);
	}

	private void dispatch(Consumer<SseEvent> sink) {
		String eventName = this.name;
		this.name = "";
		if (!this.hasData) {
			return;
		}
		String text = this.data.text();
		this.data.clear();
		this.hasData = false;
		sink.accept(new SseEvent(eventName, text));
	}

	private void checkSize(int more) {
		if ((long) this.data.length + this.line.length + more > this.maxEventBytes) {
			throw ProviderFailure.of(Kind.TOO_LARGE,
					"An event of the provider's stream is longer than " + this.maxEventBytes + " bytes");
		}
	}

	private static boolean isWhole(Bytes data) {
		String text = data.text().strip();
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

	/** Bytes that grow; a long event's memory is given back after it. */
	private static final class Bytes {

		private static final int KEPT = 65_536;

		private byte[] array = new byte[512];

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

		void clear() {
			this.length = 0;
			if (this.array.length > KEPT) {
				this.array = new byte[512];
			}
		}

		String text() {
			return new String(this.array, 0, this.length, StandardCharsets.UTF_8);
		}

		private void reserve(int more) {
			if (this.length + more > this.array.length) {
				this.array = Arrays.copyOf(this.array, Math.max(this.array.length * 2, this.length + more));
			}
		}

	}

}
