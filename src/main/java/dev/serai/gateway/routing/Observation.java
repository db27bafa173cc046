package dev.serai.gateway.routing;

import org.jspecify.annotations.Nullable;

/**
 * The measurements of one attempt.
 *
 * @param ok whether the deployment answered; false only for failures that are its own
 * fault
 * @param firstTokenMs milliseconds from sending the request to the first content; null
 * when the answer was not streamed
 * @param outputTokens the tokens of the answer; 0 when unknown
 * @param durationMs milliseconds from sending the request to the end of the answer
 */
public record Observation(boolean ok, @Nullable Double firstTokenMs, long outputTokens, double durationMs) {

	/** A failure of the deployment. Its duration is not used as a measurement. */
	public static final Observation FAILED = new Observation(false, null, 0, 0);

	/** Returns the observation of an answer. */
	public static Observation answered(@Nullable Double firstTokenMs, long outputTokens, double durationMs) {
		return new Observation(true, firstTokenMs, outputTokens, durationMs);
	}

}
