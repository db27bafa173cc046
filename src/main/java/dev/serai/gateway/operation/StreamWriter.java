package dev.serai.gateway.operation;

import java.io.ByteArrayOutputStream;
import java.util.List;

import dev.serai.platform.error.ApiError;

/** Says one answer as a stream of a format's frames. One per answer, not thread-safe. */
public interface StreamWriter {

	/**
	 * Adds the frames of events. Usage is left to {@link #charge}, and a failure to
	 * {@link #error}.
	 */
	void events(List<? extends AnswerEvent> events, ByteArrayOutputStream frames);

	/** The frames of events; empty when there is nothing to show. */
	default byte[] events(List<? extends AnswerEvent> events) {
		ByteArrayOutputStream frames = new ByteArrayOutputStream(256);
		events(events, frames);
		return frames.toByteArray();
	}

	/**
	 * Adds the frame of an event that passes as it came.
	 * @param data the event's data, which says nothing of usage
	 */
	void relay(byte[] data, ByteArrayOutputStream frames);

	/** Frames as they are kept, so that they fit any caller of the format. */
	byte[] kept(byte[] frames);

	/** Frames that were kept, for this caller. */
	byte[] again(byte[] kept);

	/** The frames before the end that tell what the call used and cost; may be empty. */
	byte[] charge(CallCharge charge);

	/** The end of an answer that is complete. */
	byte[] done();

	/** The end of an answer that is not. */
	byte[] error(ApiError error);

}
