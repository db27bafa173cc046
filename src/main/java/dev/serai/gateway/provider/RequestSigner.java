package dev.serai.gateway.provider;

import java.util.Map;

import dev.serai.gateway.catalog.Provider;

/** Authenticates requests to a provider. Stateless. */
@FunctionalInterface
public interface RequestSigner {

	/**
	 * Returns the headers that authenticate a request; empty where the provider has no
	 * secret.
	 */
	Map<String, String> sign(Provider provider, Unsigned request);

	/** Returns a signer that sends the key in a header, after a prefix. */
	static RequestSigner key(String header, String prefix) {
		return (provider, request) -> (provider.secret() == null) ? Map.of()
				: Map.of(header, prefix + provider.secret().reveal());
	}

	/**
	 * A request that is complete except for its signature.
	 *
	 * @param url including the query
	 * @param headers by their names as sent
	 * @param body must not be changed
	 */
	record Unsigned(String method, String url, Map<String, String> headers, byte[] body) {
	}

}
