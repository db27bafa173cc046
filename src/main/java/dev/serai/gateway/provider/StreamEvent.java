package dev.serai.gateway.provider;

import java.nio.charset.StandardCharsets;

/**
 * One event of a provider's stream: a name, where its framing has names, and the data as
 * the received bytes. The bytes belong to the event's creator and are valid only until
 * its receiver returns.
 */
public final class StreamEvent {

	private final String name;

	private final byte[] bytes;

	private final int start;

	private final int end;

	/**
	 * @param name empty when the event has none
	 * @param bytes the buffer with the data
	 * @param start the index of the data's first byte
	 * @param end the index after its last byte
	 */
	public StreamEvent(String name, byte[] bytes, int start, int end) {
		this.name = name;
		this.bytes = bytes;
		this.start = start;
		this.end = end;
	}

	/** Creates an event from text. */
	public StreamEvent(String name, String data) {
		this(name, data.getBytes(StandardCharsets.UTF_8), 0, -1);
	}

	public String name() {
		return this.name;
	}

	/**
	 * Returns the buffer with the data, from {@link #start} to {@link #end}; must not be
	 * changed.
	 */
	public byte[] bytes() {
		return this.bytes;
	}

	public int start() {
		return this.start;
	}

	public int end() {
		return (this.end < 0) ? this.bytes.length : this.end;
	}

	/** Returns the data as text. */
	public String data() {
		return new String(this.bytes, this.start, end() - this.start, StandardCharsets.UTF_8);
	}

	@Override
	public String toString() {
		return this.name.isEmpty() ? data() : this.name + ": " + data();
	}

}
