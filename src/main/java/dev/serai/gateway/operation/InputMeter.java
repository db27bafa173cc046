package dev.serai.gateway.operation;

import com.fasterxml.jackson.databind.JsonNode;

/** Is shown, piece by piece, what a request's input consists of. */
public interface InputMeter {

	/** A turn of a conversation begins. */
	void message();

	/** A tool is described, or a call of one is repeated. */
	void tool();

	/** Some text, as the model reads it. */
	void text(String text);

	/** Text that came as a number of tokens. */
	void tokens(long count);

	/** A JSON schema. */
	void schema(JsonNode schema);

	/**
	 * An image.
	 * @param lowDetail whether the model is to look at it in low detail
	 */
	void image(boolean lowDetail);

	/**
	 * A document that came with the request.
	 * @param base64Length its length in characters of base64
	 */
	void document(long base64Length);

	/** A document of unknown size, which the provider fetches. */
	void remoteDocument();

	/**
	 * Audio.
	 * @param base64Length its length in characters of base64
	 */
	void audio(long base64Length);

}
