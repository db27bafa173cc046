package dev.serai.insight.sample;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.gateway.catalog.Catalog;
import dev.serai.gateway.catalog.Deployment;
import dev.serai.gateway.catalog.Model;
import dev.serai.gateway.operation.Modality;

/**
 * Generates sample calls from the configuration: most by policy, some by model name, a
 * few invalid, a few abandoned. Not thread-safe.
 */
final class SampleCalls {

	private static final int MOST_MODELS = 7;

	private static final int PERCENT = 100;

	/** Name parts of models that a plain question does not suit. */
	private static final Set<String> SPECIAL = Set.of("audio", "search", "sonar", "code");

	private static final String[] QUESTIONS = { "Which hotels near the old harbour take dogs?",
			"Why was my card charged twice for order 10482?", "Summarise the conversation above for the next shift.",
			"Translate the reply into Portuguese and keep it polite.", "What is a caravanserai?",
			"Is this message a complaint, a question or praise?", "Extract the invoice number, the date and the total.",
			"How do I move my subscription to another account?", "Find shoes like these, but waterproof." };

	private static final String[] WORDS = { "caravan", "invoice", "route", "harbour", "ticket", "refund", "delivery",
			"summer", "warranty", "customs", "ledger", "spice", "silk", "account", "window", "bridge", "market" };

	private final Catalog catalog;

	private final Set<String> policies;

	private final List<String> models;

	private final RandomGenerator random;

	/**
	 * @param policies names of the configured policies
	 */
	SampleCalls(Catalog catalog, Set<String> policies, RandomGenerator random) {
		this.catalog = catalog;
		this.policies = policies;
		this.random = random;
		List<String> fit = catalog.deployments()
			.stream()
			.map(deployment -> deployment.model())
			.filter(model -> model.inputs().contains(Modality.TEXT))
			.map(Model::name)
			.filter(name -> SPECIAL.stream().noneMatch(name::contains))
			.distinct()
			.toList();
		int step = Math.max(1, fit.size() / MOST_MODELS);
		this.models = fit.stream().filter(name -> fit.indexOf(name) % step == 0).limit(MOST_MODELS).toList();
	}

	/** Returns a deployment of each model that the calls name. */
	List<Deployment> deployments() {
		return this.models.stream().map(name -> this.catalog.ofModel(name).getFirst()).toList();
	}

	/** Returns the next call. */
	SampleCall next() {
		SampleTeam team = SampleTeam.ALL.get(this.random.nextInt(SampleTeam.ALL.size()));
		Map<String, String> headers = new LinkedHashMap<>();
		headers.put("x-serai-feature", one(team.features()));
		headers.put("x-serai-tags", one(team.tags()));
		ObjectNode body = JsonNodeFactory.instance.objectNode();
		body.put("model", model(team));
		body.putArray("messages").addObject().put("role", "user").put("content", question(team));
		boolean streamed = chance(team.streamed());
		if (streamed) {
			body.put("stream", true);
		}
		if (team.sessions()) {
			int user = this.random.nextInt(40);
			headers.put("x-serai-session", "conversation-" + user);
			body.put("user", "customer-" + user);
		}
		if (chance(6)) {
			spoil(body);
		}
		return new SampleCall(team, Map.copyOf(headers), body.toString(), streamed && chance(5));
	}

	private String model(SampleTeam team) {
		boolean named = !this.models.isEmpty() && (chance(35) || this.policies.isEmpty());
		if (named) {
			return one(this.models);
		}
		return this.policies.contains(team.policy()) ? team.policy() : one(List.copyOf(this.policies));
	}

	private String question(SampleTeam team) {
		StringBuilder text = new StringBuilder(QUESTIONS[this.random.nextInt(QUESTIONS.length)]);
		// Some questions are identical, so that the cache can answer.
		int words = chance(30) ? 0 : this.random.nextInt(team.words());
		for (int i = 0; i < words; i++) {
			text.append(' ').append(WORDS[this.random.nextInt(WORDS.length)]);
		}
		if (chance(4)) {
			text.append(" Write to ada.example@example.com about it.");
		}
		return text.toString();
	}

	private void spoil(ObjectNode body) {
		switch (this.random.nextInt(3)) {
			case 0 -> body.put("model", "a-model-that-nobody-offers");
			case 1 -> body.put("temperature", 9);
			default -> body.remove("messages");
		}
	}

	private boolean chance(int percent) {
		return this.random.nextInt(PERCENT) < percent;
	}

	private <T> T one(List<T> of) {
		return of.get(this.random.nextInt(of.size()));
	}

}
