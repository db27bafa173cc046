package dev.serai.gateway.operation;

import java.io.ByteArrayOutputStream;
import java.util.List;

import dev.serai.platform.error.ApiError;

/** Writes one answer as frames of a stream. One per answer, not thread-safe. */
public interface StreamWriter {

	/**
	 * Adds the frames of events. Usage and failures are ignored here: see {@link #charge}
	 * and {@link #error}.
	 */
	void events(List<? extends AnswerEvent> events, ByteArrayOutputStream frames);

	/** Returns the frames of events; empty when there is nothing to send. */
	default byte[] events(List<? extends AnswerEvent> events) {
		ByteArrayOutputStream frames = new ByteArrayOutputStream(256);
		events(events, frames);
		return frames.toByteArray();
	}

	/**
	 * Adds the frame of an event that is passed on unchanged.
	 * @param data the event's data, without usage
	 */
	void relay(byte[] data, ByteArrayOutputStream frames);

	/** Returns frames in the form for storage, which suits every caller of the format. */
	byte[] kept(byte[] frames);

	/** Returns stored frames in the form for this caller. */
	byte[] again(byte[] kept);

	/** Returns the frames before the end that report usage and cost; may be empty. */
	byte[] charge(CallCharge charge);

	/** Returns the end of a complete answer. */
	byte[] done();

	/** Returns the end of an incomplete answer. */
	byte[] error(ApiError error);

}
