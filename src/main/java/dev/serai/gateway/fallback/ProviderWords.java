package dev.serai.gateway.fallback;

import dev.serai.gateway.catalog.Provider;
import dev.serai.gateway.catalog.Secret;
import dev.serai.gateway.operation.ProviderFailure;

/**
 * Removes secrets from a provider's messages: some repeat the key that they refuse, and
 * self-hosted servers name their host.
 */
final class ProviderWords {

	private ProviderWords() {
	}

	/** Returns the failure without secrets. */
	static ProviderFailure shown(ProviderFailure failure, Provider provider) {
		return failure.worded(words -> shown(words, provider));
	}

	private static String shown(String words, Provider provider) {
		Secret secret = provider.secret();
		String shown = (secret != null) ? words.replace(secret.reveal(), "(secret)") : words;
		String host = provider.baseUrl().getHost();
		if (host == null) {
			return shown;
		}
		shown = shown.replace("//" + provider.baseUrl().getAuthority(), "//(host)");
		// A host name without a dot may be an ordinary word of the message.
		return (host.contains(".") || host.contains(":")) ? shown.replace(host, "(host)") : shown;
	}

}
