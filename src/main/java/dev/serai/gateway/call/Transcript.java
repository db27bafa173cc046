package dev.serai.gateway.call;

import java.io.ByteArrayOutputStream;
import java.util.List;

import dev.serai.gateway.operation.AnswerEvent;
import org.jspecify.annotations.Nullable;

/**
 * What the caller is given, written down as it goes out, so that it can be given once
 * more: the body of a whole answer, or a stream's frames up to its usage and end, none of
 * which says anything of usage. An answer beyond the limit is not kept at all. Not
 * thread-safe.
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

	/** Some bytes go out. */
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

	/** What the bytes mean, as far as it matters to who keeps them. */
	public void mean(List<? extends AnswerEvent> events) {
		for (int i = 0; i < events.size(); i++) {
			this.plain &= events.get(i).isRepeatable();
		}
	}

	/**
	 * Whether the answer is one that the neutral form can say whole, and that the
	 * provider's content policy did not cut.
	 */
	public boolean isPlain() {
		return this.plain;
	}

	/** All bytes so far; null when there were more than the limit. */
	public byte @Nullable [] bytes() {
		return (this.bytes != null) ? this.bytes.toByteArray() : null;
	}

}
