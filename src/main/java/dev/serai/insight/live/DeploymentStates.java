package dev.serai.insight.live;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

import dev.serai.gateway.access.Operator;
import dev.serai.gateway.call.Amount;
import dev.serai.gateway.catalog.Catalog;
import dev.serai.gateway.catalog.Deployment;
import dev.serai.gateway.catalog.Model;
import dev.serai.gateway.catalog.PriceList;
import dev.serai.gateway.cost.Pricer;
import dev.serai.gateway.fallback.Breakers;
import dev.serai.gateway.fallback.Cooldowns;
import dev.serai.gateway.operation.TokenClass;
import dev.serai.gateway.routing.LiveMetrics;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import org.jspecify.annotations.Nullable;

/** Combines the configuration of the deployments with this node's recent observations. */
public final class DeploymentStates {

	private static final double MILLIS = 1000;

	private final Catalog catalog;

	private final LiveMetrics metrics;

	private final Breakers breakers;

	private final Cooldowns cooldowns;

	private final Clock clock;

	public DeploymentStates(Catalog catalog, LiveMetrics metrics, Breakers breakers, Cooldowns cooldowns, Clock clock) {
		this.catalog = catalog;
		this.metrics = metrics;
		this.breakers = breakers;
		this.cooldowns = cooldowns;
		this.clock = clock;
	}

	/** Returns all deployments, in the configuration's order. */
	public List<DeploymentFacts> list(Operator operator) {
		Instant now = this.clock.instant();
		return this.catalog.deployments().stream().map(it -> facts(it, now, operator.seesAll())).toList();
	}

	private DeploymentFacts facts(Deployment deployment, Instant now, boolean seesAll) {
		Model model = deployment.model();
		PriceList prices = Pricer.priceList(deployment, now);
		String group = deployment.provider().quotaGroup();
		Duration rest = this.cooldowns.remaining(group);
		return new DeploymentFacts(deployment.id(), deployment.provider().name(), model.name(),
				model.aliases().stream().sorted().toList(), deployment.provider().region(),
				deployment.provider().simulated(), group, model.window(), model.maxOutput(), words(model.inputs()),
				words(model.features()), model.capability(), prices(prices), (prices != null) ? prices.from() : null,
				breaker(deployment), rest.isZero() ? null : now.plus(rest), observed(deployment, seesAll));
	}

	/** Returns the words as models.yaml spells them. */
	private static List<String> words(Collection<? extends Enum<?>> values) {
		return values.stream().sorted().map(value -> value.name().toLowerCase(Locale.ROOT).replace('_', '-')).toList();
	}

	private static Map<String, String> prices(@Nullable PriceList list) {
		Map<String, String> prices = new LinkedHashMap<>();
		if (list != null) {
			for (TokenClass tokenClass : TokenClass.values()) {
				var rate = list.rates().perMillion().get(tokenClass);
				if (rate != null) {
					prices.put(word(tokenClass) + "PerMillion", Amount.text(rate));
				}
			}
			if (list.perSearch() != null) {
				prices.put("perSearch", Amount.text(list.perSearch()));
			}
		}
		return prices;
	}

	private static String word(TokenClass tokenClass) {
		return switch (tokenClass) {
			case INPUT -> "input";
			case CACHE_READ -> "cacheRead";
			case CACHE_WRITE_5M -> "cacheWrite5m";
			case CACHE_WRITE_1H -> "cacheWrite1h";
			case AUDIO_INPUT -> "audioInput";
			case IMAGE_INPUT -> "imageInput";
			case OUTPUT -> "output";
			case REASONING -> "reasoning";
			case AUDIO_OUTPUT -> "audioOutput";
			case IMAGE_OUTPUT -> "imageOutput";
		};
	}

	private String breaker(Deployment deployment) {
		CircuitBreaker.State state = this.breakers.of(deployment.id()).getState();
		return switch (state) {
			case OPEN, FORCED_OPEN -> "open";
			case HALF_OPEN -> "half_open";
			case CLOSED, DISABLED, METRICS_ONLY -> "closed";
		};
	}

	private DeploymentFacts.@Nullable Observed observed(Deployment deployment, boolean seesAll) {
		LiveMetrics.Snapshot seen = this.metrics.snapshot(deployment.id());
		if (seen.calls() == 0) {
			return null;
		}
		return new DeploymentFacts.Observed(rounded(1 - seen.errorRate(), 10_000), latency(seen),
				rounded(seen.firstTokenMs(), 10), rounded(seen.tokensPerSecond(), 10),
				seesAll ? rounded(seen.calls(), 10) : null);
	}

	private static @Nullable Double latency(LiveMetrics.Snapshot seen) {
		if (seen.outputTokens().isEmpty()) {
			return null;
		}
		double speed = seen.tokensPerSecond().orElse(0);
		double generation = (speed > 0) ? seen.outputTokens().getAsDouble() / speed * MILLIS : 0;
		return rounded(seen.firstTokenMs().orElse(0) + generation, 10);
	}

	private static @Nullable Double rounded(OptionalDouble value, double grain) {
		return value.isPresent() ? rounded(value.getAsDouble(), grain) : null;
	}

	private static double rounded(double value, double grain) {
		return Math.round(value * grain) / grain;
	}

}
