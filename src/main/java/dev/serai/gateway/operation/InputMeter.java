package dev.serai.gateway.operation;

import com.fasterxml.jackson.databind.JsonNode;

/** Receives the parts of a request's input, to estimate its tokens. */
public interface InputMeter {

	/** A turn of a conversation begins. */
	void message();

	/** A tool definition, or a tool call in the history. */
	void tool();

	/** Text that the model reads. */
	void text(String text);

	/** Text that the caller sent as token ids. */
	void tokens(long count);

	/** A JSON schema. */
	void schema(JsonNode schema);

	/**
	 * An image.
	 * @param lowDetail whether the model is to process it in low detail
	 */
	void image(boolean lowDetail);

	/**
	 * A document in the request.
	 * @param base64Length its length in characters of base64
	 */
	void document(long base64Length);

	/** A document of unknown size, which the provider downloads. */
	void remoteDocument();

	/**
	 * Audio.
	 * @param base64Length its length in characters of base64
	 */
	void audio(long base64Length);

}
