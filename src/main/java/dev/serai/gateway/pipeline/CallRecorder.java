package dev.serai.gateway.pipeline;

import dev.serai.gateway.call.Call;

/** Records every call. */
@FunctionalInterface
public interface CallRecorder {

	/**
	 * Starts the record of a call that was just received, before any step runs. The
	 * record is completed when the call ends.
	 */
	void begin(Call call);

}
