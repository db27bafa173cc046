package dev.serai.gateway.routing;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import dev.serai.gateway.call.Caller;
import dev.serai.gateway.call.Cost;
import dev.serai.gateway.call.Decision;
import dev.serai.gateway.call.Decision.Candidate;
import dev.serai.gateway.call.PriceStatus;
import dev.serai.gateway.catalog.Catalog;
import dev.serai.gateway.catalog.Deployment;
import dev.serai.gateway.catalog.Model;
import dev.serai.gateway.catalog.Provider;
import dev.serai.gateway.operation.Capability;
import dev.serai.gateway.operation.Modality;
import dev.serai.gateway.operation.chat.ChatRequest;
import dev.serai.gateway.operation.chat.ChatRequest.OutputFormat;
import dev.serai.gateway.operation.chat.ChatRequest.Reasoning;
import dev.serai.gateway.operation.chat.ChatRequest.Sampling;
import dev.serai.gateway.operation.chat.ChatRequest.Tool;
import dev.serai.gateway.operation.chat.Message;
import dev.serai.gateway.operation.chat.Message.Part;
import dev.serai.gateway.provider.openai.OpenAiChat;
import org.jspecify.annotations.Nullable;

/**
 * A catalog, policies and a moving clock to decide with.
 */
final class Stage {

	static final UUID TEAM = new UUID(0, 1);

	private static final Model ABLE = new Model("able", Set.of(), 100_000, 10_000, EnumSet.allOf(Modality.class),
			EnumSet.allOf(Capability.class), 0.8);

	final Map<String, Deployment> deployments = new LinkedHashMap<>();

	final Map<String, Policy> policies = new LinkedHashMap<>();

	final Map<String, List<String>> fallbacks = new LinkedHashMap<>();

	final Map<String, Gate.Block> blocked = new HashMap<>();

	/** US dollars for a token of output; negative means unknown. */
	final Map<String, String> prices = new HashMap<>();

	final Affinity affinity = new Affinity(System::nanoTime);

	long now = 1;

	final LiveMetrics metrics = new LiveMetrics(Duration.ofSeconds(60), () -> this.now);

	Codecs codecs = (deployment, operation) -> Optional.of(new OpenAiChat());

	Stage() {
		policy("auto", new Weights(0.4, 0.3, 0.2, 0.1), Selection.ALL);
	}

	Stage policy(String name, Weights weights, Selection models, String... baseline) {
		this.policies.put(name,
				new Policy(name, name, weights, models, List.of(baseline), 3, Duration.ofSeconds(120), null, null));
		return this;
	}

	/** Adds a deployment of an able model with this id. */
	Stage with(String id) {
		return with(id, able(id.substring(id.indexOf('/') + 1)));
	}

	Stage with(String id, Model model) {
		String providerName = id.substring(0, id.indexOf('/'));
		Provider provider = new Provider(providerName, "protocol-of-" + providerName,
				URI.create("https://" + providerName + ".example"), null, providerName, null,
				new Provider.Timeouts(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(60),
						Duration.ofSeconds(30)),
				Map.of(), false);
		this.deployments.put(id, new Deployment(id, provider, model, model.name(), List.of()));
		return this;
	}

	/** Lets a deployment have answered, steadily, so that this is what is known of it. */
	Stage seen(String id, long firstTokenMs, double tokensPerSecond) {
		for (int i = 0; i < 50; i++) {
			this.metrics.observe(id, Observation.answered((double) firstTokenMs, 300,
					firstTokenMs + Math.round(300_000 / tokensPerSecond)));
		}
		return this;
	}

	Stage failed(String id, int times) {
		for (int i = 0; i < times; i++) {
			this.metrics.observe(id, Observation.FAILED);
		}
		return this;
	}

	void pass(Duration time) {
		this.now += time.toNanos();
	}

	Router router() {
		return router(new ArrayList<>(this.deployments.values()));
	}

	Router router(List<Deployment> order) {
		Policies all = new Policies(this.policies.getOrDefault("auto", this.policies.values().iterator().next()),
				this.policies, this.fallbacks,
				new Policies.Breaker(20, 5, 50, Duration.ofSeconds(10), 3, Duration.ofSeconds(30)),
				new Policies.Cooldown(Duration.ofSeconds(10), Duration.ofMinutes(5)), Duration.ofSeconds(60),
				Policies.Budgets.STANDARD);
		return new Router(new Catalog(order), all, this.metrics, new RatioScorer(this::cost), this.codecs,
				d -> this.blocked.get(d.id()), this.affinity);
	}

	private Cost cost(Deployment deployment, long in, long out) {
		BigDecimal price = new BigDecimal(this.prices.getOrDefault(deployment.id(), "0.00001"));
		return (price.signum() < 0) ? Cost.UNKNOWN
				: new Cost(price.multiply(BigDecimal.valueOf(in / 5 + out)), PriceStatus.KNOWN);
	}

	Decision decide(String model) {
		return router().decide(new Ask(model).request());
	}

	static List<String> ids(Decision decision) {
		return decision.candidates().stream().map(Candidate::deployment).toList();
	}

	static Map<String, String> reasons(Decision decision) {
		Map<String, String> reasons = new LinkedHashMap<>();
		decision.excluded().forEach(e -> reasons.put(e.deployment(), e.reason()));
		return reasons;
	}

	static Model able(String name) {
		return able(name, 0.8);
	}

	static Model able(String name, double capability) {
		return new Model(name, Set.of(), ABLE.window(), ABLE.maxOutput(), ABLE.inputs(), ABLE.features(), capability);
	}

	static Model able(String name, String... aliases) {
		return new Model(name, Set.of(aliases), ABLE.window(), ABLE.maxOutput(), ABLE.inputs(), ABLE.features(), 0.8);
	}

	/** An able model without some features. */
	static Model without(String name, Capability first, Capability... more) {
		EnumSet<Capability> features = EnumSet.complementOf(EnumSet.of(first, more));
		return new Model(name, Set.of(), ABLE.window(), ABLE.maxOutput(), ABLE.inputs(), features, 0.8);
	}

	static Model limited(String name, int window, int maxOutput) {
		return new Model(name, Set.of(), window, maxOutput, ABLE.inputs(), ABLE.features(), 0.8);
	}

	static Model reading(String name, Modality... inputs) {
		return new Model(name, Set.of(), ABLE.window(), ABLE.maxOutput(), Set.of(inputs), ABLE.features(), 0.8);
	}

	/** A request in the making. */
	static final class Ask {

		private final String model;

		private List<Part> parts = List.of(new Part.Text("Hello"));

		private List<Tool> tools = List.of();

		private @Nullable Boolean parallel;

		private OutputFormat format = new OutputFormat.Text();

		private @Nullable Integer maxOutput;

		private @Nullable Reasoning reasoning;

		private long input = 100;

		private Set<String> rights = Set.of();

		private @Nullable String policy;

		private @Nullable String session;

		Ask(String model) {
			this.model = model;
		}

		Ask parts(Part... content) {
			this.parts = List.of(content);
			return this;
		}

		Ask tools() {
			this.tools = List.of(new Tool("weather", null, null, null));
			return this;
		}

		Ask parallel(@Nullable Boolean several) {
			this.parallel = several;
			return this;
		}

		Ask format(OutputFormat form) {
			this.format = form;
			return this;
		}

		Ask maxOutput(int tokens) {
			this.maxOutput = tokens;
			return this;
		}

		Ask reasoning(@Nullable String effort, @Nullable Integer budget) {
			this.reasoning = new Reasoning(effort, budget);
			return this;
		}

		Ask input(long tokens) {
			this.input = tokens;
			return this;
		}

		Ask rights(String... names) {
			return rights(Set.of(names));
		}

		Ask rights(Set<String> names) {
			this.rights = names;
			return this;
		}

		Ask policy(String name) {
			this.policy = name;
			return this;
		}

		Ask session(String name) {
			this.session = name;
			return this;
		}

		Caller caller() {
			return new Caller(new UUID(0, 9), TEAM, "team", new UUID(0, 2), "key", ZoneOffset.UTC, this.rights);
		}

		RoutingRequest request() {
			ChatRequest chat = new ChatRequest(this.model, List.of(new Message.User(this.parts, null)), this.tools,
					null, this.parallel, this.format, new Sampling(null, null, null, List.of(), null, null),
					this.maxOutput, 1, this.reasoning, false, false, null, Map.of());
			return new RoutingRequest(chat, this.input, caller(), this.policy, this.session);
		}

	}

}
