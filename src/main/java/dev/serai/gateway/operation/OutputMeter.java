package dev.serai.gateway.operation;

/** Is shown, piece by piece, what an answer consists of. */
public interface OutputMeter {

	/** Text that the caller sees: words, a refusal, a tool's name or arguments. */
	void said(CharSequence text);

	/** A call of a tool begins. */
	void toolCall();

	/** Reasoning in the clear. */
	void reasoned(CharSequence text);

	/**
	 * Reasoning that only its provider can read.
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
