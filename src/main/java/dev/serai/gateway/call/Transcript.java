package dev.serai.gateway.call;

import java.io.ByteArrayOutputStream;
import java.util.List;

import dev.serai.gateway.operation.AnswerEvent;
import org.jspecify.annotations.Nullable;

/**
 * A copy of the answer as sent to the caller, so that it can be sent again: the body of a
 * whole answer, or the frames of a stream up to its usage and end. The frames contain no
 * usage. An answer above the limit is not kept at all. Not thread-safe.
 */
public final class Transcript {

	private static final int USUAL = 1_024;

	private int limit;

	private boolean plain = true;

	private @Nullable ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL);

	/**
	 * @param limit the most bytes to keep
	 */
	Transcript(int limit) {
		this.limit = limit;
	}

	void widen(int newLimit) {
		this.limit = Math.max(this.limit, newLimit);
	}

	/** Adds bytes that are sent. */
	public void add(byte[] part) {
		if (this.bytes != null) {
			if (this.bytes.size() + part.length > this.limit) {
				this.bytes = null;
			}
			else {
				this.bytes.writeBytes(part);
			}
		}
	}

	/** Adds the events that the bytes stand for. */
	public void mean(List<? extends AnswerEvent> events) {
		for (int i = 0; i < events.size(); i++) {
			this.plain &= events.get(i).isRepeatable();
		}
	}

	/**
	 * Returns whether the neutral form can express the whole answer, and the provider's
	 * content filter did not cut it.
	 */
	public boolean isPlain() {
		return this.plain;
	}

	/** Returns all bytes so far; null when there were more than the limit. */
	public byte @Nullable [] bytes() {
		return (this.bytes != null) ? this.bytes.toByteArray() : null;
	}

}
