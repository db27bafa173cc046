package dev.serai.gateway.provider.gemini;

import dev.serai.gateway.catalog.Deployment;
import dev.serai.gateway.operation.Capability;

/**
 * The differences between generations of Gemini. The API does not report them, so they
 * are derived from the model's name; a name without a version ({@code
 * gemini-flash-latest}) counts as the newest.
 *
 * @param name the model's name at the provider
 * @param reasons whether it can reason at all
 */
record GeminiModel(String name, boolean reasons) {

	static GeminiModel of(Deployment deployment) {
		return new GeminiModel(deployment.wireName(), deployment.model().features().contains(Capability.REASONING));
	}

	/**
	 * Returns whether it is of a generation up to 2.5. Those accept a thinking budget but
	 * no level, need media beside a tool's result instead of in it, and call no functions
	 * when JSON is requested.
	 */
	boolean upToSecondGeneration() {
		return this.name.startsWith("gemini-1") || this.name.startsWith("gemini-2");
	}

	/** Returns whether its reasoning can be switched off. */
	boolean canAnswerAtOnce() {
		return !this.reasons || (upToSecondGeneration() && this.name.contains("flash"));
	}

	/** Gemini 3 Pro, the first version, supports only the levels low and high. */
	boolean knowsOnlyLowAndHigh() {
		return this.name.startsWith("gemini-3-pro");
	}

}
