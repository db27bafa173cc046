package dev.serai.gateway.provider;

import java.util.List;
import java.util.Optional;

import dev.serai.gateway.operation.AnswerEvent;
import dev.serai.gateway.operation.Format;
import dev.serai.gateway.operation.OperationRequest;
import dev.serai.gateway.operation.ProviderFailure;
import dev.serai.gateway.catalog.Deployment;
import dev.serai.gateway.catalog.Dialect;
import dev.serai.gateway.catalog.Provider;
import dev.serai.gateway.provider.WireProtocol.Unmappable;
import org.jspecify.annotations.Nullable;

/**
 * Translates one operation to and from a protocol. Stateless and thread-safe.
 *
 * @param <R> the operation's requests
 */
public interface OperationCodec<R extends OperationRequest> {

	/**
	 * Returns whether a caller's format is the same as this protocol's: then the caller's
	 * own bytes are passed on, unknown fields included.
	 */
	default boolean passes(Format format) {
		return false;
	}

	/**
	 * Returns what this protocol cannot express of a request. A deployment that cannot be
	 * sent the whole request is not a candidate: nothing is dropped silently.
	 * @return the first field without an equivalent, and why; empty when there is none
	 */
	Optional<Unmappable> cannotCarry(R request);

	/**
	 * Returns how a request fits a dialect of this protocol. The same for all deployments
	 * of the dialect.
	 */
	default Fit fit(R request, Dialect dialect) {
		return new Fit(cannotCarry(request).orElse(null), List.of());
	}

	/**
	 * Returns what one deployment cannot be sent although the protocol can express it,
	 * for a provider whose models differ.
	 */
	default Optional<Unmappable> cannotCarryTo(Deployment deployment, R request) {
		return Optional.empty();
	}

	/**
	 * Returns whether every request must limit the tokens of its answer.
	 */
	default boolean needsOutputLimit() {
		return false;
	}

	/**
	 * Returns the path of a request, to be appended to {@link Provider#baseUrl}, with a
	 * query where the protocol needs one. Built from the catalog alone.
	 */
	String path(Deployment deployment, boolean stream);

	/**
	 * Returns the body of a request to a deployment.
	 * @param wire the caller's own bytes where its format {@linkplain #passes passes};
	 * else empty
	 */
	byte[] encode(R request, byte[] wire, Deployment deployment);

	/**
	 * Decodes a whole answer to a request.
	 * @param body the bytes of a 2xx response
	 * @return the events of a complete answer, with the usage where the provider reported
	 * it
	 * @throws ProviderFailure MALFORMED when it is not an answer, another kind when it is
	 * an error with a 2xx status
	 */
	List<? extends AnswerEvent> decode(byte[] body, R asked);

	/**
	 * Returns a new decoder for a streamed answer to a request.
	 * @throws IllegalStateException when answers of the operation are never streamed
	 */
	default StreamDecoder<?> streamDecoder(R asked) {
		throw new IllegalStateException("Answers of the operation " + asked.operation() + " are never streamed");
	}

	/**
	 * How a request fits a dialect.
	 *
	 * @param refused the first field without an equivalent; null when there is none
	 * @param adapted what is sent otherwise than the caller did, for people
	 */
	record Fit(@Nullable Unmappable refused, List<String> adapted) {
	}

}
