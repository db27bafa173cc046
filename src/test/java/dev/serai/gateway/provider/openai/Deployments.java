package dev.serai.gateway.provider.openai;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.serai.gateway.catalog.Deployment;
import dev.serai.gateway.catalog.Dialects;
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

	/** A deployment whose provider limits the output with this field. */
	static Deployment limitedBy(String field, String wireName) {
		return in("{\"outputLimit\":\"" + field + "\"}", wireName);
	}

	/** A deployment with a dialect, as the configuration has it. */
	static Deployment in(String dialect, String wireName) {
		Deployment plain = named(wireName);
		return new Deployment(plain.id(), plain.provider(), plain.model(), wireName, plain.prices(),
				new Dialects(Json.object(dialect)).of(wireName));
	}

	static Deployment at(String baseUrl, String wireName) {
		Duration second = Duration.ofSeconds(1);
		Provider provider = new Provider("p", "openai", URI.create(baseUrl), new Secret("sk-test"), "p", null,
				new Timeouts(second, second, second, second), Map.of(), false);
		Model model = new Model("m", Set.of(), 1_000, 100, Set.of(), Set.of(), 0.5);
		return new Deployment("p/m", provider, model, wireName, List.of());
	}

}
