package dev.serai.gateway.provider;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import dev.serai.gateway.catalog.Model;
import dev.serai.gateway.operation.Operation;
import dev.serai.gateway.operation.OperationRequest;
import dev.serai.gateway.operation.ProviderFailure;
import org.jspecify.annotations.Nullable;

/**
 * A wire protocol of providers: the operations that it supports, and what they have in
 * common. Stateless and thread-safe.
 */
public interface WireProtocol {

	/** Returns the name in {@code providers.yaml}. */
	String name();

	/**
	 * Returns the codec for an operation; empty where the protocol does not support it.
	 */
	Optional<? extends OperationCodec<?>> codec(Operation operation);

	/**
	 * Returns the codec for an operation with a model; empty where the model or the
	 * protocol does not support it. A model that only supports chats gets a completion as
	 * a chat.
	 */
	default Optional<? extends OperationCodec<?>> codec(Operation operation, Model model) {
		if (model.operations().contains(operation)) {
			return codec(operation);
		}
		boolean chats = operation == Operation.COMPLETION && model.operations().contains(Operation.CHAT);
		return chats ? codec(Operation.CHAT).map(chat -> new CompletionAsChat((ChatCodec) chat)) : Optional.empty();
	}

	/**
	 * Returns the codec for a request to a model that supports it.
	 * @throws IllegalArgumentException when there is no such
	 * {@linkplain #codec(Operation, Model) codec}
	 */
	@SuppressWarnings("unchecked")
	default <R extends OperationRequest> OperationCodec<R> codecFor(R request, Model model) {
		return (OperationCodec<R>) codec(request.operation(), model).orElseThrow(() -> new IllegalArgumentException(
				"The model " + model.name() + " is not asked for " + request.operation() + " over " + name()));
	}

	/** Returns the signer that authenticates requests. */
	RequestSigner signer();

	/** Returns the headers that the protocol requires for every request. */
	default Map<String, String> headers() {
		return Map.of();
	}

	/**
	 * Returns a new framing for a streamed answer.
	 * @param maxEventBytes the longest accepted event
	 */
	default StreamFraming streamFraming(int maxEventBytes) {
		return new SseReader(maxEventBytes);
	}

	/**
	 * Returns the service tier in an answer's headers, as the catalog names it; null when
	 * they contain none.
	 * @param header returns a response header's value by its lower-case name; null when
	 * it is absent
	 */
	default @Nullable String servedIn(Function<String, @Nullable String> header) {
		return null;
	}

	/**
	 * Decodes a response that is not 2xx.
	 * @param header returns a response header's value by its lower-case name; null when
	 * it is absent
	 * @return the failure with the provider's message, from which the caller of this
	 * method must remove Serai's secrets
	 */
	ProviderFailure failure(int status, Function<String, @Nullable String> header, byte[] body);

	/**
	 * A field of a request that a protocol cannot express.
	 *
	 * @param param the field, for instance {@code messages[2].content[0]}; null for the
	 * request as a whole
	 * @param why an explanation for people
	 */
	record Unmappable(@Nullable String param, String why) {
	}

}
