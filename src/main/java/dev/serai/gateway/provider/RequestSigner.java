package dev.serai.gateway.provider;

import java.util.Map;

import dev.serai.gateway.catalog.Provider;

/** Authenticates requests to a provider. Holds no state of a request. */
@FunctionalInterface
public interface RequestSigner {

	/**
	 * The headers that authenticate a request; empty where the provider has no secret.
	 */
	Map<String, String> sign(Provider provider, Unsigned request);

	/** A key in a header, with a word before it or none. */
	static RequestSigner key(String header, String prefix) {
		return (provider, request) -> (provider.secret() == null) ? Map.of()
				: Map.of(header, prefix + provider.secret().reveal());
	}

	/**
	 * A request that is complete but for its signature.
	 *
	 * @param url with its query
	 * @param headers by their names as they are sent
	 * @param body must not be changed
	 */
	record Unsigned(String method, String url, Map<String, String> headers, byte[] body) {
	}

}
