package dev.serai.gateway.operation;

/** Receives the parts of an answer, to count its tokens. */
public interface OutputMeter {

	/** Visible text: content, a refusal, a tool's name or arguments. */
	void said(CharSequence text);

	/** A call of a tool begins. */
	void toolCall();

	/** Unencrypted reasoning. */
	void reasoned(CharSequence text);

	/**
	 * Encrypted reasoning.
	 * @param characters its length as base64
	 */
	void encrypted(long characters);

	/**
	 * Content that has no neutral form.
	 * @param audio characters of audio, as base64
	 * @param images number of images
	 */
	void other(long audio, int images);

}
