package dev.serai.gateway.operation;

import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * A parsed request, for every {@link Operation}. Routing, limits, budgets, guardrails,
 * cache, fallback, cost and ledger use only these methods, so that an operation can be
 * added without changing them. Immutable.
 */
public interface OperationRequest {

	Operation operation();

	/**
	 * Returns the name that the caller sent: a model, {@code provider/model} or a policy.
	 */
	String model();

	/** Returns whether the answer is to be streamed. */
	boolean stream();

	/** Returns whether a stream is to end with the usage. */
	boolean includeUsage();

	/**
	 * Returns the most tokens of one answer, reasoning included; 0 where an answer has
	 * none; null where the request sets no limit.
	 */
	@Nullable Integer maxOutputTokens();

	/** Returns the request with a limit of output, where the operation has one. */
	OperationRequest withMaxOutputTokens(int most);

	/**
	 * Returns how many of the input tokens must fit into the context window together: all
	 * of them, or those of the longest input where the model reads each separately.
	 */
	default long inWindow(long inputTokens) {
		return inputTokens;
	}

	/**
	 * Returns whether only the named model may answer, because answers of two models
	 * cannot be mixed. Then neither a policy nor another model of a fallback chain is
	 * allowed.
	 */
	default boolean isOfOneModel() {
		return false;
	}

	/** Returns the number of answers, 1 or more. */
	int choices();

	/** Returns the caller's own id of its end user; null when not given. */
	@Nullable String user();

	/** Returns the requested service tier; null when there is none. */
	@Nullable String serviceTier();

	/**
	 * Returns whether the provider may add input or output that is in neither request nor
	 * answer, for instance by searching the web.
	 */
	boolean usesHostedTools();

	/** Returns the number of input parts by modality. */
	Map<Modality, Integer> inputs();

	/** Returns the number of input parts of unknown modality. */
	int unknownInputs();

	/** Returns whether the answer may contain more than text. */
	boolean mayAnswerInMedia();

	/** Returns the capabilities that the model needs. */
	Set<Capability> demands();

	RequestSize size();

	/** Passes the parts of the input to a meter, to estimate its tokens. */
	void measure(InputMeter meter);

	/**
	 * Passes the texts written by users and tools, but not by the application, to a
	 * reader.
	 */
	void textsOfUsersAndTools(Consumer<String> reader);

	/**
	 * Adds everything that may change the answer to a digest. Requests with equal digests
	 * may share an answer.
	 */
	void identify(Digest key);

}
