package dev.serai.app.config;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

import dev.serai.admin.people.config.SignInProperties;
import dev.serai.app.StartNews;
import dev.serai.gateway.call.Attempt;
import dev.serai.gateway.call.Call;
import dev.serai.gateway.call.Outcome;
import dev.serai.gateway.catalog.Catalog;
import dev.serai.gateway.catalog.CatalogReader;
import dev.serai.gateway.catalog.ConfigFile;
import dev.serai.gateway.catalog.Deployment;
import dev.serai.gateway.catalog.Provider;
import dev.serai.gateway.cost.Pricer;
import dev.serai.gateway.cost.TokenEstimate;
import dev.serai.gateway.fallback.Allowance;
import dev.serai.gateway.fallback.AnswerReader;
import dev.serai.gateway.fallback.Breakers;
import dev.serai.gateway.fallback.Chain;
import dev.serai.gateway.fallback.Cooldowns;
import dev.serai.gateway.fallback.Exhausted;
import dev.serai.gateway.fallback.Patience;
import dev.serai.gateway.fallback.RetryBudget;
import dev.serai.gateway.fallback.Settlement;
import dev.serai.gateway.fallback.Watch;
import dev.serai.gateway.guardrail.GuardRules;
import dev.serai.gateway.guardrail.Guards;
import dev.serai.gateway.operation.OperationRequest;
import dev.serai.gateway.provider.WireProtocol;
import dev.serai.gateway.provider.WireProtocol.Unmappable;
import dev.serai.gateway.provider.anthropic.AnthropicProtocol;
import dev.serai.gateway.provider.gemini.GeminiProtocol;
import dev.serai.gateway.provider.openai.OpenAiProtocol;
import dev.serai.gateway.reply.Replies;
import dev.serai.gateway.routing.Affinity;
import dev.serai.gateway.routing.Gate;
import dev.serai.gateway.routing.LiveMetrics;
import dev.serai.gateway.routing.Observation;
import dev.serai.gateway.routing.Policies;
import dev.serai.gateway.routing.PolicyReader;
import dev.serai.gateway.routing.RatioScorer;
import dev.serai.gateway.routing.Router;
import dev.serai.gateway.routing.WireCheck;
import dev.serai.gateway.simulator.Simulator;
import dev.serai.gateway.simulator.SimulatorSettings;
import dev.serai.platform.config.AtStop;
import dev.serai.platform.config.SeraiProperties;
import dev.serai.platform.config.Settings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;

/** Puts the domain together: plain objects, each made once from the configuration. */
@Configuration(proxyBeanMethods = false)
class PlatformConfiguration {

	private static final Logger LOG = LoggerFactory.getLogger(PlatformConfiguration.class);

	private static final double NANOS_PER_MILLI = 1_000_000;

	private static final LongSupplier NANO_CLOCK = System::nanoTime;

	@Bean
	LazySimulator simulator(SeraiProperties serai) {
		SeraiProperties.Simulated settings = serai.simulator();
		return new LazySimulator(
				new SimulatorSettings(settings.firstToken(), settings.tokensPerSecond(), settings.failureRate()));
	}

	@Bean
	Catalog catalog(SeraiProperties serai, LazySimulator simulator, ConfigurableEnvironment environment) {
		return new CatalogReader(serai.configDir()).read(new Settings(environment).asMap(), simulator);
	}

	@Bean
	StartNews startNews(SeraiProperties serai, Catalog catalog, LazySimulator simulator, SignInProperties signIn,
			Environment environment) {
		return new StartNews(serai, catalog, simulator.isRunning(), signIn, environment);
	}

	@Bean
	Policies policies(SeraiProperties serai, Catalog catalog) {
		Policies policies = PolicyReader.read(ConfigFile.find(serai.configDir(), "policies.yaml"));
		policies.unknownTo(catalog).forEach(remark -> LOG.debug("policies.yaml: {}", remark));
		return policies;
	}

	@Bean
	GuardRules guardRules(SeraiProperties serai) {
		return PolicyReader.guards(ConfigFile.find(serai.configDir(), "policies.yaml"));
	}

	@Bean
	Guards guards(GuardRules rules, Router router) {
		return new Guards(rules, router::policyNamed);
	}

	@Bean
	Function<String, WireProtocol> protocols() {
		Map<String, WireProtocol> byName = List
			.of(new OpenAiProtocol(Clock.systemUTC()), new AnthropicProtocol(Clock.systemUTC()), new GeminiProtocol())
			.stream()
			.collect(Collectors.toUnmodifiableMap(WireProtocol::name, Function.identity()));
		return name -> Optional.ofNullable(byName.get(name))
			.orElseThrow(() -> new IllegalArgumentException("No wire protocol " + name));
	}

	@Bean
	Breakers breakers(Policies policies) {
		Policies.Breaker settings = policies.breaker();
		return new Breakers(new Breakers.Settings(settings.slidingWindow(), settings.minimumCalls(),
				(float) settings.failureRate(), settings.openFor(), settings.halfOpenCalls(), settings.maxHalfOpen()));
	}

	@Bean
	Cooldowns cooldowns(Policies policies) {
		return new Cooldowns(NANO_CLOCK, policies.cooldown().standard(), policies.cooldown().max());
	}

	@Bean
	LiveMetrics liveMetrics(Policies policies) {
		return new LiveMetrics(policies.halfLife(), NANO_CLOCK);
	}

	@Bean
	Pricer pricer(Policies policies) {
		return new Pricer(policies.budgets().unknownPrice());
	}

	@Bean
	Affinity affinity() {
		return new Affinity();
	}

	@Bean
	Gate gate(Breakers breakers, Cooldowns cooldowns) {
		return deployment -> {
			if (breakers.isOpen(deployment.id())) {
				return new Gate.Block(Gate.Kind.BREAKER, breakers.openFor());
			}
			String account = deployment.provider().quotaGroup();
			var rest = cooldowns.remaining(account);
			return rest.isZero() ? null
					: new Gate.Block(cooldowns.isSpent(account) ? Gate.Kind.NO_QUOTA : Gate.Kind.RATE_LIMIT, rest);
		};
	}

	@Bean
	Router router(Catalog catalog, Policies policies, LiveMetrics metrics, Pricer pricer,
			Function<String, WireProtocol> protocols, Gate gate, Affinity affinity) {
		Clock clock = Clock.systemUTC();
		return new Router(catalog, policies, metrics,
				new RatioScorer(
						(deployment, input, output) -> pricer.estimate(deployment, input, output, clock.instant())),
				new ProtocolCheck(protocols), gate, affinity);
	}

	/** Asks the protocols themselves what they can't say. */
	private record ProtocolCheck(Function<String, WireProtocol> protocols) implements WireCheck {

		@Override
		public Optional<Unmappable> cannotCarry(Provider provider, OperationRequest asked) {
			return this.protocols.apply(provider.protocol())
				.codecFor(asked)
				.map(codec -> codec.cannotCarry(asked))
				.orElseGet(() -> Optional.of(new Unmappable(null, "its API has no such operation")));
		}

		@Override
		public Optional<Unmappable> cannotCarryTo(Deployment deployment, OperationRequest asked) {
			return this.protocols.apply(deployment.provider().protocol())
				.codecFor(asked)
				.flatMap(codec -> codec.cannotCarryTo(deployment, asked));
		}

	}

	@Bean
	Settlement settlement(Catalog catalog, Pricer pricer, LiveMetrics metrics, Affinity affinity) {
		return new Settlement(catalog, pricer, (call, attempt) -> learn(metrics, affinity, call, attempt), NANO_CLOCK);
	}

	private static void learn(LiveMetrics metrics, Affinity affinity, Call call, Attempt attempt) {
		if (attempt.outcome() == Outcome.OK) {
			metrics.observe(attempt.deployment(),
					Observation.answered(
							call.isStreaming() ? (attempt.firstTokenNanos() - attempt.startedNanos()) / NANOS_PER_MILLI
									: null,
							attempt.usage().output(),
							(attempt.endedNanos() - attempt.startedNanos()) / NANOS_PER_MILLI));
			if (call.headers().session() != null && call.caller() != null) {
				affinity.served(call.caller(), call.headers().session(), attempt.deployment());
			}
		}
		else if (attempt.failure() != null && attempt.failure().kind().deploymentsFault()
				&& attempt.outcome() != Outcome.SHORT_CIRCUITED) {
			metrics.observe(attempt.deployment(), Observation.FAILED);
		}
	}

	@Bean
	Chain chain(Catalog catalog, Function<String, WireProtocol> protocols, Breakers breakers, Cooldowns cooldowns,
			Settlement settlement, Allowance allowance, SeraiProperties serai) {
		return new Chain(catalog, protocols, breakers, cooldowns, new Patience(), new RetryBudget(NANO_CLOCK),
				new AnswerReader(serai.maxAnswerBytes(), NANO_CLOCK), settlement, allowance, NANO_CLOCK);
	}

	@Bean
	Exhausted exhausted(Catalog catalog, Cooldowns cooldowns) {
		return new Exhausted(catalog, cooldowns);
	}

	@Bean
	Replies replies(Chain chain, Settlement settlement, Exhausted exhausted, Guards guards) {
		return new Replies(chain, settlement, exhausted, guards, NANO_CLOCK);
	}

	@Bean(initMethod = "start")
	Watch watch() {
		return new Watch(NANO_CLOCK);
	}

	/**
	 * Calls under way have the time for which the server waits; what is not done shortly
	 * before that is up is ended with an error that its caller can read, rather than cut
	 * when the server stops.
	 */
	@Bean
	AtStop farewell(Watch watch, @Value("${spring.lifecycle.timeout-per-shutdown-phase}") Duration phase) {
		Duration patience = phase.multipliedBy(5).dividedBy(6);
		return new AtStop(AtStop.Moment.BEFORE_THE_SERVER_WAITS,
				() -> CompletableFuture.delayedExecutor(patience.toMillis(), TimeUnit.MILLISECONDS)
					.execute(watch::endAll));
	}

	/**
	 * The tokenizer's vocabulary takes half a second to load: not while a call waits for
	 * it.
	 */
	@Bean
	ApplicationListener<ApplicationReadyEvent> tokenizer() {
		return ready -> Thread.ofPlatform()
			.daemon()
			.name("tokenizer")
			.start(() -> TokenEstimate.counted().of("Loaded."));
	}

	/** The simulator, started when the catalog asks for the first address. */
	static final class LazySimulator implements Function<String, URI>, DisposableBean {

		private final SimulatorSettings settings;

		private @Nullable Simulator running;

		LazySimulator(SimulatorSettings settings) {
			this.settings = settings;
		}

		@Override
		public URI apply(String protocol) {
			if (this.running == null) {
				this.running = Simulator.start(this.settings);
			}
			return URI.create(this.running.baseUrl(protocol));
		}

		boolean isRunning() {
			return this.running != null;
		}

		@Override
		public void destroy() {
			if (this.running != null) {
				this.running.close();
			}
		}

	}

}
