package dev.serai.gateway.operation;

import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;

/**
 * How a caller says requests of one operation, and how the caller is answered. Each
 * endpoint has one; the call carries it. Holds no state of a call.
 */
public interface Format {

	/** OpenAI's chat completions, which most providers speak, too. */
	String OPENAI_CHAT = "openai-chat";

	/** The name; two formats of one name are one. */
	String name();

	/**
	 * Reads and checks the body of a request.
	 * @throws CallRefused 400, naming the first field that is wrong
	 */
	OperationRequest read(byte[] body);

	/**
	 * Shows each text that the caller has written to a reader: what {@linkplain #edit
	 * editing} may change, and no other.
	 */
	void texts(OperationRequest request, TextReader reader);

	/** Changes the texts of a request. */
	Edited edit(byte[] body, TextEditor editor);

	/** The body of an error. */
	byte[] error(ApiError error);

	/**
	 * A request that was changed.
	 *
	 * @param body what the caller would have sent
	 */
	record Edited(byte[] body, OperationRequest request) {
	}

}
