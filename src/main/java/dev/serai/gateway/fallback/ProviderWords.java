package dev.serai.gateway.fallback;

import dev.serai.gateway.catalog.Provider;
import dev.serai.gateway.catalog.Secret;
import dev.serai.gateway.operation.ProviderFailure;

/**
 * A provider's words as far as they may be shown: some repeat the key that they refuse,
 * and servers of one's own name their host.
 */
final class ProviderWords {

	private ProviderWords() {
	}

	/** The failure without what is secret. */
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
		// A name of one word may be a word of the message.
		return (host.contains(".") || host.contains(":")) ? shown.replace(host, "(host)") : shown;
	}

}
