package dev.serai.gateway.provider;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import dev.serai.gateway.catalog.Deployment;
import dev.serai.gateway.catalog.Provider;
import dev.serai.gateway.operation.ProviderFailure;
import dev.serai.gateway.operation.chat.ChatEvent;
import dev.serai.gateway.operation.chat.ChatRequest;
import org.jspecify.annotations.Nullable;

/**
 * A wire protocol of providers: how a chat is said and understood there. Implementations
 * hold no state and are safe to share; what one answer needs is in its
 * {@link StreamDecoder}.
 */
public interface WireProtocol {

	/** The name in {@code providers.yaml}. */
	String name();

	/**
	 * What this protocol can't say of a request. A deployment that can't be told all of a
	 * request is no candidate for it: nothing is dropped in silence.
	 * @return the first field that has no equivalent, and why; empty when all can be said
	 */
	Optional<Unmappable> cannotCarry(ChatRequest request);

	/**
	 * What can't be said to one of its deployments beyond what can't be said to any, for
	 * a provider whose models differ in what they can be told.
	 */
	default Optional<Unmappable> cannotCarryTo(Deployment deployment, ChatRequest request) {
		return Optional.empty();
	}

	/**
	 * The path of a request, to be added to {@link Provider#baseUrl}, with a query where
	 * the protocol wants one. Made from the catalog alone.
	 */
	String path(Deployment deployment, boolean stream);

	/**
	 * The headers that authenticate to a provider, and those that the protocol demands.
	 */
	Map<String, String> headers(Provider provider);

	/**
	 * The body that says a request to a deployment, UTF-8 JSON.
	 * @param wire the caller's own bytes, for a protocol that is the caller's
	 */
	byte[] encode(ChatRequest request, byte[] wire, Deployment deployment);

	/**
	 * Understands a whole answer.
	 * @param body the bytes of a 2xx answer
	 * @return its events, ending with {@link ChatEvent.Finished} for each choice and
	 * {@link ChatEvent.Used} where the provider said what was used
	 * @throws ProviderFailure MALFORMED when it is none, another kind when it is an error
	 * under a 2xx status
	 */
	List<ChatEvent> decode(byte[] body);

	/**
	 * Understands a whole answer to a request, for a protocol whose answers mean the same
	 * only together with what was asked.
	 */
	default List<ChatEvent> decode(byte[] body, ChatRequest asked) {
		return decode(body);
	}

	/** Understands a streamed answer; a new one for each. */
	StreamDecoder streamDecoder();

	/**
	 * Cuts a streamed answer into events; a new one for each.
	 * @param maxEventBytes the longest event that is taken
	 */
	default StreamFraming streamFraming(int maxEventBytes) {
		return new SseReader(maxEventBytes);
	}

	/**
	 * Understands a streamed answer to a request, as
	 * {@link #decode(byte[], ChatRequest)}.
	 */
	default StreamDecoder streamDecoder(ChatRequest asked) {
		return streamDecoder();
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
	 * @param param the field, for instance {@code messages[2].content[0]}
	 * @param why for people
	 */
	record Unmappable(String param, String why) {
	}

}
