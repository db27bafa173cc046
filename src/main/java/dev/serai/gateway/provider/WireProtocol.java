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
 * A wire protocol of providers: which operations it knows, and what all of them have in
 * common there. Holds no state and is safe to share.
 */
public interface WireProtocol {

	/** The name in {@code providers.yaml}. */
	String name();

	/** How it says an operation; empty where it has no words for it. */
	Optional<? extends OperationCodec<?>> codec(Operation operation);

	/**
	 * How it says an operation to a model; empty where the model does not serve it, or
	 * the protocol has no words for it. A model that chats is asked for a completion as
	 * for a chat.
	 */
	default Optional<? extends OperationCodec<?>> codec(Operation operation, Model model) {
		if (model.operations().contains(operation)) {
			return codec(operation);
		}
		boolean chats = operation == Operation.COMPLETION && model.operations().contains(Operation.CHAT);
		return chats ? codec(Operation.CHAT).map(chat -> new CompletionAsChat((ChatCodec) chat)) : Optional.empty();
	}

	/**
	 * How it says a request to a model that serves it.
	 * @throws IllegalArgumentException when there is no such
	 * {@linkplain #codec(Operation, Model) codec}
	 */
	@SuppressWarnings("unchecked")
	default <R extends OperationRequest> OperationCodec<R> codecFor(R request, Model model) {
		return (OperationCodec<R>) codec(request.operation(), model).orElseThrow(() -> new IllegalArgumentException(
				"The model " + model.name() + " is not asked for " + request.operation() + " over " + name()));
	}

	/** How requests are authenticated. */
	RequestSigner signer();

	/** The headers that the protocol demands of every request. */
	default Map<String, String> headers() {
		return Map.of();
	}

	/**
	 * Cuts a streamed answer into events; a new one for each.
	 * @param maxEventBytes the longest event that is taken
	 */
	default StreamFraming streamFraming(int maxEventBytes) {
		return new SseReader(maxEventBytes);
	}

	/**
	 * The service tier that an answer's headers say it is served in, as the catalog names
	 * it; null when they do not say.
	 * @param header a response header's value by its lower-case name; null when it is not
	 * there
	 */
	default @Nullable String servedIn(Function<String, @Nullable String> header) {
		return null;
	}

	/**
	 * Understands an answer that is not 2xx.
	 * @param header a response header's value by its lower-case name; null when it is not
	 * there
	 * @return the failure in neutral words, the provider's message kept, any secret of
	 * Serai's left to the caller of this method to remove
	 */
	ProviderFailure failure(int status, Function<String, @Nullable String> header, byte[] body);

	/**
	 * A field of a request that a protocol can't say.
	 *
	 * @param param the field, for instance {@code messages[2].content[0]}; null when it
	 * is the request as a whole
	 * @param why for people
	 */
	record Unmappable(@Nullable String param, String why) {
	}

}
