package dev.serai.gateway.routing;

import org.jspecify.annotations.Nullable;

/**
 * What one attempt showed of a deployment.
 *
 * @param ok whether it answered; false only for failures that are the deployment's fault
 * @param firstTokenMs from sending the request until the first content came; null when
 * the answer was not streamed
 * @param outputTokens how many tokens came; 0 when unknown
 * @param durationMs from sending the request until the answer was whole
 */
public record Observation(boolean ok, @Nullable Double firstTokenMs, long outputTokens, double durationMs) {

	/** The deployment failed. How long that took says nothing about its answers. */
	public static final Observation FAILED = new Observation(false, null, 0, 0);

	/** The deployment answered. */
	public static Observation answered(@Nullable Double firstTokenMs, long outputTokens, double durationMs) {
		return new Observation(true, firstTokenMs, outputTokens, durationMs);
	}

}
