package dev.serai.gateway.operation;

/**
 * The classes in which providers count and price tokens. They are disjoint: a token is
 * counted in exactly one, whatever the provider's own figures include in one another.
 */
public enum TokenClass {

	/** Text and other input that no cache served. */
	INPUT,
	/** Input that a provider's prompt cache served. */
	CACHE_READ,
	/**
	 * Input written to a prompt cache that lives for five minutes, or the provider's only
	 * one.
	 */
	CACHE_WRITE_5M,
	/** Input written to a prompt cache that lives for an hour. */
	CACHE_WRITE_1H,
	/** Audio input. */
	AUDIO_INPUT,
	/** Image input, where a provider prices it apart. */
	IMAGE_INPUT,
	/** Output that the caller sees as text or tool calls. */
	OUTPUT,
	/** Output spent on reasoning. */
	REASONING,
	/** Audio output. */
	AUDIO_OUTPUT,
	/** Image output. */
	IMAGE_OUTPUT;

	/** Whether these tokens fill the window before the answer begins. */
	public boolean isInput() {
		return ordinal() < OUTPUT.ordinal();
	}

}
