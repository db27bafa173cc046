package dev.serai.gateway.operation;

/**
 * The classes in which providers count and price tokens. They are disjoint: each token
 * counts in exactly one, even where a provider's figures overlap.
 */
public enum TokenClass {

	/** Text and other input that was not read from a cache. */
	INPUT,
	/** Input that was read from a provider's prompt cache. */
	CACHE_READ,
	/**
	 * Input written to a prompt cache with a lifetime of five minutes, or to the
	 * provider's only one.
	 */
	CACHE_WRITE_5M,
	/** Input written to a prompt cache with a lifetime of one hour. */
	CACHE_WRITE_1H,
	/** Audio input. */
	AUDIO_INPUT,
	/** Image input, where a provider prices it separately. */
	IMAGE_INPUT,
	/** Output that the caller sees as text or tool calls. */
	OUTPUT,
	/** Reasoning output. */
	REASONING,
	/** Audio output. */
	AUDIO_OUTPUT,
	/** Image output. */
	IMAGE_OUTPUT;

	/**
	 * Returns whether these tokens are input, which fills the context window before the
	 * answer begins.
	 */
	public boolean isInput() {
		return ordinal() < OUTPUT.ordinal();
	}

}
