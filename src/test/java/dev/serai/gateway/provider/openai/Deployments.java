package dev.serai.gateway.provider.openai;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.serai.gateway.catalog.Deployment;
import dev.serai.gateway.catalog.Model;
import dev.serai.gateway.catalog.Provider;
import dev.serai.gateway.catalog.Provider.Timeouts;
import dev.serai.gateway.catalog.Secret;

/** Deployments for tests of the protocol. */
final class Deployments {

	private Deployments() {
	}

	static Deployment named(String wireName) {
		return at("http://localhost:11434/v1", wireName);
	}

	static Deployment at(String baseUrl, String wireName) {
		Duration second = Duration.ofSeconds(1);
		Provider provider = new Provider("p", "openai", URI.create(baseUrl), new Secret("sk-test"), "p", null,
				new Timeouts(second, second, second, second), Map.of(), false);
		Model model = new Model("m", Set.of(), 1_000, 100, Set.of(), Set.of(), 0.5);
		return new Deployment("p/m", provider, model, wireName, List.of());
	}

}
