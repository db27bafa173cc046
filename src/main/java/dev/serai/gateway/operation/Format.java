package dev.serai.gateway.operation;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;
import org.jspecify.annotations.Nullable;

/**
 * Reads callers' requests of one operation and writes the answers. Each endpoint has one,
 * which the call refers to. Stateless.
 */
public interface Format {

	/** Returns the name, which identifies the format. */
	String name();

	/**
	 * Reads and checks the body of a request.
	 * @throws CallRefused 400, naming the first field that is wrong
	 */
	OperationRequest read(byte[] body);

	/**
	 * Passes each text that the caller has written to a reader: exactly those that
	 * {@linkplain #edit editing} may change.
	 */
	void texts(OperationRequest request, TextReader reader);

	/** Changes the texts of a request. */
	Edited edit(byte[] body, TextEditor editor);

	/**
	 * Returns the id that Serai gives to the answer where it is not passed on unchanged;
	 * empty where answers have no ids.
	 */
	default String answerId(UUID call) {
		return "";
	}

	/**
	 * Writes the body of a whole answer.
	 * @param created when the call was received
	 * @param events the events of a complete answer
	 * @param usage the usage to report, in place of the events'
	 */
	byte[] whole(AnswerName name, Instant created, List<? extends AnswerEvent> events, Usage usage);

	/**
	 * Returns a writer for a streamed answer.
	 * @param created when the call was received
	 * @param includeUsage whether the caller wants usage
	 * @throws IllegalStateException when answers of the operation are never streamed
	 */
	default StreamWriter stream(AnswerName name, Instant created, boolean includeUsage) {
		throw new IllegalStateException("Answers of " + name() + " are never streamed");
	}

	/** Returns usage in the form of a whole answer. */
	JsonNode usage(Usage usage);

	/**
	 * Reads an answer that was written in this format.
	 * @param body a whole answer's body, or a stream's frames as
	 * {@linkplain StreamWriter#kept kept}
	 * @throws IllegalStateException when answers of the operation are never streamed, so
	 * that they never need to be converted
	 */
	default List<? extends AnswerEvent> understand(byte[] body, boolean streamed) {
		throw new IllegalStateException("Answers of " + name() + " are never streamed");
	}

	/**
	 * Returns the id and model in {@linkplain StreamWriter#kept kept} frames; null where
	 * they contain none. Reads only as much as necessary.
	 */
	default @Nullable AnswerName nameOf(byte[] frames) {
		return null;
	}

	/** Writes the body of an error. */
	byte[] error(ApiError error);

	/**
	 * A request after a change of its texts.
	 *
	 * @param body the changed body
	 */
	record Edited(byte[] body, OperationRequest request) {
	}

}
