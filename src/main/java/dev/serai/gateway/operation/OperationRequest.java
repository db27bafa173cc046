package dev.serai.gateway.operation;

import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * What a caller asks for, whatever the {@link Operation}. Routing, limits, budgets,
 * guardrails, cache, fallback, cost and ledger know a request by these questions alone,
 * so that an operation is added without touching them. Immutable.
 */
public interface OperationRequest {

	Operation operation();

	/** The name as the caller gave it: a model, {@code provider/model} or a policy. */
	String model();

	/** Whether the answer is to come as it is made. */
	boolean stream();

	/** Whether a stream is to end with what was used. */
	boolean includeUsage();

	/**
	 * The most tokens that one answer may have, reasoning included; 0 where an answer has
	 * none; null where the request does not say.
	 */
	@Nullable Integer maxOutputTokens();

	/** The same with a limit of its output, where the operation knows one. */
	OperationRequest withMaxOutputTokens(int most);

	/**
	 * Of the input's tokens those that must fit a model's window together: all of them,
	 * or those of the longest input where the model reads each by itself.
	 */
	default long inWindow(long inputTokens) {
		return inputTokens;
	}

	/**
	 * Whether only the model that was named may answer, because the answers of two models
	 * do not go together. Then neither a policy nor another model of a fallback chain
	 * serves.
	 */
	default boolean isOfOneModel() {
		return false;
	}

	/** How many answers, 1 or more. */
	int choices();

	/** The caller's own name for its end user; null when not given. */
	@Nullable String user();

	/** The service tier that is asked for; null when none is. */
	@Nullable String serviceTier();

	/**
	 * Whether the provider may add input or output that is in neither request nor answer,
	 * for instance by searching the web.
	 */
	boolean usesHostedTools();

	/** How many pieces of each modality the input holds. */
	Map<Modality, Integer> inputs();

	/** Pieces of the input whose modality Serai does not know. */
	int unknownInputs();

	/** Whether the answer may hold more than text. */
	boolean mayAnswerInMedia();

	/** What the model must be capable of. */
	Set<Capability> demands();

	RequestSize size();

	/** Shows what the input consists of, for who estimates its tokens. */
	void measure(InputMeter meter);

	/** Shows the texts that users and tools have written, and not the application. */
	void textsOfUsersAndTools(Consumer<String> reader);

	/**
	 * Adds all that may change the answer. Two requests that add the same may have the
	 * same answer.
	 */
	void identify(Digest key);

}
