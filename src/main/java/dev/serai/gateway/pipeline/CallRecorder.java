package dev.serai.gateway.pipeline;

import dev.serai.gateway.call.Call;

/** Keeps a record of every call. */
@FunctionalInterface
public interface CallRecorder {

	/**
	 * Begins to record a call that has just come in, before any step of it. The record is
	 * complete when the call has ended.
	 */
	void begin(Call call);

}
