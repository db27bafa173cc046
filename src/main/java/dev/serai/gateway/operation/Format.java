package dev.serai.gateway.operation;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;
import org.jspecify.annotations.Nullable;

/**
 * How a caller says requests of one operation, and how the caller is answered. Each
 * endpoint has one; the call carries it. Holds no state of a call.
 */
public interface Format {

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

	/**
	 * What Serai calls the answer to a call where it is not passed as it came; empty
	 * where answers have no names.
	 */
	default String answerId(UUID call) {
		return "";
	}

	/**
	 * The body of a whole answer.
	 * @param created when the call came
	 * @param events all that happened, ending well
	 * @param usage the usage to report, in place of what the events say
	 */
	byte[] whole(AnswerName name, Instant created, List<? extends AnswerEvent> events, Usage usage);

	/**
	 * Writes an answer as a stream.
	 * @param created when the call came
	 * @param includeUsage whether the caller wants usage
	 * @throws IllegalStateException when answers of the operation are never streamed
	 */
	default StreamWriter stream(AnswerName name, Instant created, boolean includeUsage) {
		throw new IllegalStateException("Answers of " + name() + " are never streamed");
	}

	/** Usage as it stands in a whole answer. */
	JsonNode usage(Usage usage);

	/**
	 * Understands an answer that was written in this format.
	 * @param body a whole answer's body, or a stream's frames as they were
	 * {@linkplain StreamWriter#kept kept}
	 * @throws IllegalStateException when answers of the operation are never streamed, so
	 * that none is needed in another form than it was kept
	 */
	default List<? extends AnswerEvent> understand(byte[] body, boolean streamed) {
		throw new IllegalStateException("Answers of " + name() + " are never streamed");
	}

	/**
	 * What the answer calls itself whose frames were {@linkplain StreamWriter#kept kept};
	 * null where they do not say. Reads no more of them than it must.
	 */
	default @Nullable AnswerName nameOf(byte[] frames) {
		return null;
	}

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
