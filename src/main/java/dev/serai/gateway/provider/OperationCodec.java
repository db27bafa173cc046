package dev.serai.gateway.provider;

import java.util.List;
import java.util.Optional;

import dev.serai.gateway.operation.AnswerEvent;
import dev.serai.gateway.operation.Format;
import dev.serai.gateway.operation.OperationRequest;
import dev.serai.gateway.operation.ProviderFailure;
import dev.serai.gateway.catalog.Deployment;
import dev.serai.gateway.catalog.Provider;
import dev.serai.gateway.provider.WireProtocol.Unmappable;

/**
 * How a protocol says one operation. Holds no state and is safe to share.
 *
 * @param <R> the operation's requests
 */
public interface OperationCodec<R extends OperationRequest> {

	/**
	 * Whether callers of a format say it as this protocol does: then the caller's own
	 * bytes pass, unknown fields included.
	 */
	default boolean passes(Format format) {
		return false;
	}

	/**
	 * What this protocol can't say of a request. A deployment that can't be told all of a
	 * request is no candidate for it: nothing is dropped in silence.
	 * @return the first field that has no equivalent, and why; empty when all can be said
	 */
	Optional<Unmappable> cannotCarry(R request);

	/**
	 * What can't be said to one of its deployments beyond what can't be said to any, for
	 * a provider whose models differ in what they can be told.
	 */
	default Optional<Unmappable> cannotCarryTo(Deployment deployment, R request) {
		return Optional.empty();
	}

	/**
	 * The path of a request, to be added to {@link Provider#baseUrl}, with a query where
	 * the protocol wants one. Made from the catalog alone.
	 */
	String path(Deployment deployment, boolean stream);

	/**
	 * The body that says a request to a deployment.
	 * @param wire the caller's own bytes where its format {@linkplain #passes passes};
	 * else empty
	 */
	byte[] encode(R request, byte[] wire, Deployment deployment);

	/**
	 * Understands a whole answer to a request.
	 * @param body the bytes of a 2xx answer
	 * @return what happened, ending well, with the usage where the provider told it
	 * @throws ProviderFailure MALFORMED when it is none, another kind when it is an error
	 * under a 2xx status
	 */
	List<? extends AnswerEvent> decode(byte[] body, R asked);

	/**
	 * Understands a streamed answer to a request; a new one for each.
	 * @throws IllegalStateException when answers of the operation are never streamed
	 */
	default StreamDecoder<?> streamDecoder(R asked) {
		throw new IllegalStateException("Answers of the operation " + asked.operation() + " are never streamed");
	}

}
