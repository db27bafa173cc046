package dev.serai.gateway.provider.gemini;

import dev.serai.gateway.catalog.Deployment;
import dev.serai.gateway.operation.Capability;

/**
 * In what the generations of Gemini differ. The API does not tell, so it is known from
 * the model's name there; a name without a version ({@code gemini-flash-latest}) stands
 * for the newest.
 *
 * @param name the model's name at the provider
 * @param reasons whether it can reason at all
 */
record GeminiModel(String name, boolean reasons) {

	static GeminiModel of(Deployment deployment) {
		return new GeminiModel(deployment.wireName(), deployment.model().features().contains(Capability.REASONING));
	}

	/**
	 * Whether it is of the generations up to 2.5: those know a budget of thinking but no
	 * level, want media beside a tool's result instead of in it, and call no functions
	 * when JSON is asked for.
	 */
	boolean upToSecondGeneration() {
		return this.name.startsWith("gemini-1") || this.name.startsWith("gemini-2");
	}

	/** Whether it answers without any reasoning when told so. */
	boolean canAnswerAtOnce() {
		return !this.reasons || (upToSecondGeneration() && this.name.contains("flash"));
	}

	/** Gemini 3 Pro, the first, knew the levels low and high only. */
	boolean knowsOnlyLowAndHigh() {
		return this.name.startsWith("gemini-3-pro");
	}

}
