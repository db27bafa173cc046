package dev.serai.benchmark;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * Reads HTTP/1.1 messages, requests or responses, from whatever pieces the network gives.
 * A body is either chunked or as long as its Content-Length says. One per connection.
 */
final class MessageReader {

	private byte[] head = new byte[2048];

	private int headLength;

	private String headText = "";

	private byte[] body = new byte[2048];

	private int bodyLength;

	private State state = State.HEAD;

	private long remaining;

	private boolean chunked;

	private boolean chunkExtension;

	/** Takes what the buffer has of the current message; true when it is complete. */
	boolean read(ByteBuffer in) {
		while (this.state != State.COMPLETE && in.hasRemaining()) {
			switch (this.state) {
				case HEAD -> readHead(in);
				case BODY -> readBody(in);
				case CHUNK_SIZE -> readChunkSize(in.get());
				case CHUNK_END -> {
					if (in.get() == '\n') {
						this.state = State.CHUNK_SIZE;
					}
				}
				case TRAILER -> {
					if (in.get() == '\n') {
						this.state = State.COMPLETE;
					}
				}
				case COMPLETE -> throw new IllegalStateException("complete");
			}
		}
		return this.state == State.COMPLETE;
	}

	void next() {
		this.headLength = 0;
		this.bodyLength = 0;
		this.state = State.HEAD;
	}

	/** The first line and the headers, in lower case. */
	String head() {
		return this.headText;
	}

	/** A response's status. */
	int status() {
		return Integer.parseInt(this.headText, 9, 12, 10);
	}

	int bodyLength() {
		return this.bodyLength;
	}

	String body() {
		return new String(this.body, 0, this.bodyLength, StandardCharsets.UTF_8);
	}

	private void readHead(ByteBuffer in) {
		while (in.hasRemaining()) {
			if (this.headLength == this.head.length) {
				this.head = Arrays.copyOf(this.head, this.headLength * 2);
			}
			byte next = in.get();
			this.head[this.headLength++] = next;
			if (next == '\n' && this.headLength >= 4 && this.head[this.headLength - 3] == '\n') {
				startBody();
				return;
			}
		}
	}

	private void startBody() {
		this.headText = new String(this.head, 0, this.headLength, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
		this.chunked = this.headText.contains("\r\ntransfer-encoding: chunked");
		this.remaining = 0;
		if (this.chunked) {
			this.state = State.CHUNK_SIZE;
			return;
		}
		int length = this.headText.indexOf("\r\ncontent-length:");
		if (length >= 0) {
			int start = length + "\r\ncontent-length:".length();
			this.remaining = Long.parseLong(this.headText.substring(start, this.headText.indexOf('\r', start)).strip());
		}
		this.state = (this.remaining == 0) ? State.COMPLETE : State.BODY;
	}

	private void readBody(ByteBuffer in) {
		int length = (int) Math.min(this.remaining, in.remaining());
		if (this.bodyLength + length > this.body.length) {
			this.body = Arrays.copyOf(this.body, Math.max(this.body.length * 2, this.bodyLength + length));
		}
		in.get(this.body, this.bodyLength, length);
		this.bodyLength += length;
		this.remaining -= length;
		if (this.remaining == 0) {
			this.state = this.chunked ? State.CHUNK_END : State.COMPLETE;
		}
	}

	private void readChunkSize(byte next) {
		if (next == '\n') {
			this.chunkExtension = false;
			this.state = (this.remaining == 0) ? State.TRAILER : State.BODY;
		}
		else if (next == ';') {
			this.chunkExtension = true;
		}
		else if (next != '\r' && !this.chunkExtension) {
			this.remaining = this.remaining * 16 + Character.digit(next, 16);
		}
	}

	private enum State {

		HEAD, BODY, CHUNK_SIZE, CHUNK_END, TRAILER, COMPLETE

	}

}
