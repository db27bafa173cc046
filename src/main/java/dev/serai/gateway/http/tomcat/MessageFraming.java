package dev.serai.gateway.http.tomcat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Finds where requests begin and end on a connection, strictly by RFC 9112. If two
 * readers of the same bytes disagree on this, one request can hide in another (request
 * smuggling), and Tomcat's parser accepts much that others do not: a bare line feed as a
 * line end, folded lines, HTTP/0.9, a transfer coding beside a length. This class sees
 * the bytes before that parser. It refuses everything ambiguous, and never passes on
 * bytes of the next request with those of the current one.
 *
 * <p>
 * It checks framing alone: line ends, the request line's three parts, control characters,
 * {@code Content-Length}, {@code Transfer-Encoding} and chunks. Tomcat checks everything
 * else.
 */
final class MessageFraming {

	private static final byte[] CONTENT_LENGTH = "content-length".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] TRANSFER_ENCODING = "transfer-encoding".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] CHUNKED = "chunked".getBytes(StandardCharsets.US_ASCII);

	/** The last eight bytes of a valid request line. */
	private static final long HTTP_1_1 = packed("HTTP/1.1");

	private static final long HTTP = packed("HTTP/") & 0xFFFFFFFFFFL;

	/** The most digits of an accepted length. */
	private static final int MAX_DIGITS = 18;

	private static final int MAX_CHUNK_DIGITS = 8;

	/** The longest accepted value of the two headers, in bytes. */
	private static final int MAX_VALUE = 32;

	private At at = At.START;

	private int spaces;

	private long lineEnd;

	private final byte[] name = new byte[TRANSFER_ENCODING.length];

	private int nameLength;

	private Field field = Field.OTHER;

	private final byte[] value = new byte[MAX_VALUE];

	private int valueLength;

	private boolean http11;

	private boolean chunked;

	private long length;

	private boolean trailer;

	private int digits;

	/** The rest of a body of known length, or of a chunk. */
	private long remaining;

	/** Returns whether a request has begun whose head is incomplete. */
	boolean isInHead() {
		return this.at.ordinal() > At.START.ordinal() && this.at.ordinal() <= At.HEAD_END.ordinal() && !this.trailer;
	}

	/** Returns whether a request's head is complete and its body is not. */
	boolean isInBody() {
		return this.at.ordinal() > At.HEAD_END.ordinal() || this.trailer;
	}

	/**
	 * Processes the next bytes of the connection.
	 * @param bytes the buffer
	 * @param from the index of the first byte
	 * @param to the index after the last byte
	 * @return how many belong to the current request; the others belong to the next one
	 * and must be passed again
	 * @throws BadFraming when the framing is ambiguous; nothing that follows on this
	 * connection can be trusted
	 */
	int take(ByteBuffer bytes, int from, int to) {
		int i = from;
		while (i < to) {
			if (this.at == At.BODY || this.at == At.CHUNK) {
				long piece = Math.min(this.remaining, to - i);
				this.remaining -= piece;
				i += (int) piece;
				if (this.remaining == 0 && this.at == At.BODY) {
					return end(i - from);
				}
				if (this.remaining == 0) {
					this.at = At.CHUNK_CR;
				}
				continue;
			}
			if (this.at == At.VALUE && this.field == Field.OTHER) {
				i = skipText(bytes, i, to);
				if (i == to) {
					break;
				}
			}
			boolean ended = next(bytes.get(i));
			i++;
			if (ended) {
				return end(i - from);
			}
		}
		return to - from;
	}

	/** A fast path: most of a head does not affect the framing. */
	private static int skipText(ByteBuffer bytes, int from, int to) {
		int i = from;
		while (i < to && !isControl(bytes.get(i))) {
			i++;
		}
		return i;
	}

	private int end(int taken) {
		this.at = At.START;
		this.trailer = false;
		return taken;
	}

	/**
	 * Processes one byte outside a body's contents; returns whether it ends the request.
	 */
	private boolean next(byte b) {
		switch (this.at) {
			case START -> start(b);
			case BLANK_LF -> {
				expect(b, '\n', "a carriage return alone");
				this.at = At.START;
			}
			case REQUEST_LINE -> requestLine(b);
			case REQUEST_LF -> line(b);
			case LINE -> beginLine(b);
			case NAME -> name(b);
			case VALUE -> value(b);
			case VALUE_LF -> line(b);
			case HEAD_END -> {
				expect(b, '\n', "a carriage return alone");
				return this.trailer || endHead();
			}
			case CHUNK_SIZE -> chunkSize(b);
			case CHUNK_EXTENSION -> {
				if (b == '\r') {
					this.at = At.CHUNK_SIZE_LF;
				}
				else if (isControl(b)) {
					throw new BadFraming("a control character in a chunk's extension");
				}
			}
			case CHUNK_SIZE_LF -> {
				expect(b, '\n', "a carriage return alone");
				this.trailer = this.remaining == 0;
				this.at = this.trailer ? At.LINE : At.CHUNK;
			}
			case CHUNK_CR -> {
				expect(b, '\r', "a chunk of another length than it says");
				this.at = At.CHUNK_LF;
			}
			case CHUNK_LF -> {
				expect(b, '\n', "a carriage return alone");
				beginChunk();
			}
			case BODY, CHUNK -> throw new IllegalStateException();
			case REFUSED -> throw new BadFraming("bytes after a fault");
		}
		return false;
	}

	/** Skips empty lines before a request, as RFC 9112 (2.2) requires. */
	private void start(byte b) {
		if (b == '\r') {
			this.at = At.BLANK_LF;
			return;
		}
		this.spaces = 0;
		this.lineEnd = 0;
		this.chunked = false;
		this.length = -1;
		this.http11 = false;
		this.at = At.REQUEST_LINE;
		requestLine(b);
	}

	private void requestLine(byte b) {
		if (b == '\r') {
			boolean http = this.spaces == 2 && (this.lineEnd >>> 24 & 0xFFFFFFFFFFL) == HTTP;
			if (!http) {
				throw new BadFraming("a request line that is not a method, a target and a version");
			}
			this.http11 = this.lineEnd == HTTP_1_1;
			this.at = At.REQUEST_LF;
			return;
		}
		if (isControl(b) || b == '\t') {
			throw new BadFraming("a control character in the request line");
		}
		if (b == ' ') {
			this.spaces++;
			if ((byte) this.lineEnd == ' ' || this.lineEnd == 0) {
				throw new BadFraming("spaces in the request line");
			}
		}
		this.lineEnd = this.lineEnd << 8 | b & 0xFF;
	}

	private void line(byte b) {
		expect(b, '\n', "a carriage return alone");
		this.at = At.LINE;
	}

	private void beginLine(byte b) {
		if (b == '\r') {
			this.at = At.HEAD_END;
			return;
		}
		if (b == ' ' || b == '\t') {
			throw new BadFraming("a line that begins with white space");
		}
		this.nameLength = 0;
		this.at = At.NAME;
		name(b);
	}

	private void name(byte b) {
		if (b == ':') {
			if (this.nameLength == 0) {
				throw new BadFraming("a field without a name");
			}
			this.field = field();
			this.valueLength = 0;
			this.at = At.VALUE;
			return;
		}
		if (b <= ' ' || b == 0x7F) {
			throw new BadFraming("a field's name with white space, a control character or a letter outside ASCII");
		}
		if (this.nameLength < this.name.length) {
			this.name[this.nameLength] = lower(b);
		}
		this.nameLength++;
	}

	/** Framing headers in a trailer are ignored. */
	private Field field() {
		if (this.trailer) {
			return Field.OTHER;
		}
		if (is(this.name, this.nameLength, CONTENT_LENGTH)) {
			return Field.LENGTH;
		}
		return is(this.name, this.nameLength, TRANSFER_ENCODING) ? Field.CODING : Field.OTHER;
	}

	private void value(byte b) {
		if (b == '\r') {
			endValue();
			this.at = At.VALUE_LF;
			return;
		}
		if (isControl(b)) {
			throw new BadFraming((b == '\n') ? "a line feed alone" : "a control character in a field");
		}
		if (this.field != Field.OTHER && !(this.valueLength == 0 && (b == ' ' || b == '\t'))) {
			if (this.valueLength == MAX_VALUE) {
				throw new BadFraming("a length or a transfer coding that is none");
			}
			this.value[this.valueLength++] = b;
		}
	}

	private void endValue() {
		if (this.field == Field.OTHER) {
			return;
		}
		while (this.valueLength > 0
				&& (this.value[this.valueLength - 1] == ' ' || this.value[this.valueLength - 1] == '\t')) {
			this.valueLength--;
		}
		if (this.field == Field.LENGTH) {
			if (this.length >= 0) {
				throw new BadFraming("two lengths");
			}
			this.length = number();
			return;
		}
		for (int i = 0; i < this.valueLength; i++) {
			this.value[i] = lower(this.value[i]);
		}
		if (this.chunked || !is(this.value, this.valueLength, CHUNKED)) {
			throw new BadFraming("a transfer coding other than 'chunked', once");
		}
		this.chunked = true;
	}

	private long number() {
		if (this.valueLength == 0 || this.valueLength > MAX_DIGITS) {
			throw new BadFraming("a length that is no number");
		}
		long number = 0;
		for (int i = 0; i < this.valueLength; i++) {
			int digit = this.value[i] - '0';
			if (digit < 0 || digit > 9) {
				throw new BadFraming("a length that is no number");
			}
			number = number * 10 + digit;
		}
		return number;
	}

	/** Returns whether the request ends with its head. */
	private boolean endHead() {
		if (this.chunked && !this.http11) {
			throw new BadFraming("a transfer coding in another version than HTTP/1.1");
		}
		if (this.chunked && this.length >= 0) {
			throw new BadFraming("a length beside a transfer coding");
		}
		if (this.chunked) {
			beginChunk();
			return false;
		}
		this.remaining = this.length;
		this.at = At.BODY;
		return this.length <= 0;
	}

	private void beginChunk() {
		this.digits = 0;
		this.remaining = 0;
		this.at = At.CHUNK_SIZE;
	}

	private void chunkSize(byte b) {
		int digit = Character.digit(b, 16);
		if (digit >= 0) {
			this.remaining = this.remaining << 4 | digit;
			this.digits++;
			if (this.digits > MAX_CHUNK_DIGITS || this.remaining > Integer.MAX_VALUE) {
				throw new BadFraming("a chunk of a size that nothing has");
			}
			return;
		}
		if (this.digits == 0 || (b != '\r' && b != ';')) {
			throw new BadFraming("a chunk's size that is no number");
		}
		this.at = (b == '\r') ? At.CHUNK_SIZE_LF : At.CHUNK_EXTENSION;
	}

	private static void expect(byte b, char expected, String otherwise) {
		if (b != expected) {
			throw new BadFraming(otherwise);
		}
	}

	/** A tab and bytes beyond ASCII are not control characters. */
	private static boolean isControl(byte b) {
		return (b >= 0 && b < ' ' && b != '\t') || b == 0x7F;
	}

	private static byte lower(byte b) {
		return (b >= 'A' && b <= 'Z') ? (byte) (b + 32) : b;
	}

	private static boolean is(byte[] bytes, int count, byte[] expected) {
		if (count != expected.length) {
			return false;
		}
		for (int i = 0; i < count; i++) {
			if (bytes[i] != expected[i]) {
				return false;
			}
		}
		return true;
	}

	private static long packed(String text) {
		long packed = 0;
		for (int i = 0; i < text.length(); i++) {
			packed = packed << 8 | text.charAt(i);
		}
		return packed;
	}

	/** Stops reading from this connection. */
	void refuse() {
		this.at = At.REFUSED;
	}

	/**
	 * The element that is expected next; up to {@code HEAD_END} in the order of a head.
	 */
	private enum At {

		START, BLANK_LF, REQUEST_LINE, REQUEST_LF, LINE, NAME, VALUE, VALUE_LF, HEAD_END, BODY, CHUNK_SIZE,
		CHUNK_EXTENSION, CHUNK_SIZE_LF, CHUNK, CHUNK_CR, CHUNK_LF, REFUSED

	}

	/** The headers that determine where a body ends. */
	private enum Field {

		LENGTH, CODING, OTHER

	}

	/** Ambiguous framing. */
	static final class BadFraming extends IllegalArgumentException {

		private static final long serialVersionUID = 1L;

		BadFraming(String what) {
			super("The request has " + what);
		}

	}

}
