package dev.serai.gateway.telemetry;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;

import dev.serai.gateway.call.Attempt;
import dev.serai.gateway.call.CacheUse;
import dev.serai.gateway.call.Call;
import dev.serai.gateway.call.Cost;
import dev.serai.gateway.call.Decision;
import dev.serai.gateway.call.GuardEvent;
import dev.serai.gateway.call.Outcome;
import dev.serai.gateway.operation.UsageMark;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/**
 * Serai's meters. The values of all labels come from the configuration or from Serai
 * itself, so that callers cannot create time series.
 * <ul>
 * <li>{@code serai.calls}, timer: calls by policy, outcome and streaming
 * <li>{@code serai.overhead}, timer: time that Serai itself took
 * <li>{@code serai.attempts}, timer: attempts by provider, model and outcome
 * <li>{@code serai.first.token}, timer: attempts' time to first content, by provider,
 * model
 * <li>{@code serai.tokens}, counter: by provider, model and direction
 * <li>{@code serai.usage.marks}, counter: attempts whose provider reported missing or
 * implausible figures, by provider, model and mark
 * <li>{@code serai.guard.findings}, counter: findings of guardrails, by guardrail,
 * finding, direction and action
 * <li>{@code serai.cost.usd}, summary: known cost, by provider and model
 * </ul>
 */
public final class CallMeters {

	private static final Duration SHORTEST = Duration.ofMillis(1);

	private static final Duration LONGEST = Duration.ofMinutes(5);

	private final MeterRegistry registry;

	private final Timer overhead;

	private final Counter cacheHits;

	private final Counter cacheMisses;

	private final ConcurrentHashMap<CallLabels, Timer> calls = new ConcurrentHashMap<>();

	private final ConcurrentHashMap<FindingLabels, Counter> findings = new ConcurrentHashMap<>();

	private final ConcurrentHashMap<MarkLabels, Counter> marks = new ConcurrentHashMap<>();

	private final ConcurrentHashMap<AttemptLabels, AttemptMeters> attempts = new ConcurrentHashMap<>();

	public CallMeters(MeterRegistry registry) {
		this.registry = registry;
		this.overhead = Timer.builder("serai.overhead")
			.description("Time per call that Serai itself took, without waiting for providers")
			.publishPercentiles(0.5, 0.99)
			.register(registry);
		this.cacheHits = cache("hit");
		this.cacheMisses = cache("miss");
	}

	private Counter cache(String use) {
		return Counter.builder("serai.cache")
			.description("Calls by cache result")
			.tag("use", use)
			.register(this.registry);
	}

	public void count(Call call) {
		Decision decision = call.decision();
		Outcome outcome = (call.outcome() != null) ? call.outcome() : Outcome.ERROR;
		long total = call.endedNanos() - call.startedNanos();
		this.calls
			.computeIfAbsent(
					new CallLabels((decision != null) ? decision.policy() : "none", word(outcome), call.isStreaming()),
					this::timer)
			.record(Duration.ofNanos(total));
		this.overhead.record(Duration.ofNanos(call.overheadNanos(call.endedNanos())));
		if (call.cacheUse() == CacheUse.HIT) {
			this.cacheHits.increment();
		}
		else if (call.cacheUse() == CacheUse.MISS) {
			this.cacheMisses.increment();
		}
		for (Attempt attempt : call.attempts()) {
			Outcome end = (attempt.outcome() != null) ? attempt.outcome() : Outcome.ERROR;
			this.attempts
				.computeIfAbsent(new AttemptLabels(attempt.provider(), attempt.model(), word(end)), AttemptMeters::new)
				.count(attempt);
			for (UsageMark mark : attempt.usage().marks()) {
				this.marks.computeIfAbsent(new MarkLabels(attempt.provider(), attempt.model(), mark), this::marked)
					.increment();
			}
		}
		call.guardEvents().forEach(this::count);
	}

	private void count(GuardEvent event) {
		this.findings.computeIfAbsent(
				new FindingLabels(event.guard(), event.finding(), word(event.direction()), word(event.action())),
				labels -> Counter.builder("serai.guard.findings")
					.description("Findings of guardrails")
					.tags("guardrail", labels.guardrail(), "finding", labels.finding(), "direction", labels.direction(),
							"action", labels.action())
					.register(this.registry))
			.increment(event.count());
	}

	private Counter marked(MarkLabels labels) {
		return Counter.builder("serai.usage.marks")
			.description("Attempts whose usage is missing or implausible")
			.tags("provider", labels.provider(), "model", labels.model(), "mark", labels.mark().word())
			.register(this.registry);
	}

	private Timer timer(CallLabels labels) {
		return Timer.builder("serai.calls")
			.description("Calls, from the request to the end of the reply")
			.tag("policy", labels.policy())
			.tag("outcome", labels.outcome())
			.tag("stream", Boolean.toString(labels.stream()))
			.minimumExpectedValue(SHORTEST)
			.maximumExpectedValue(LONGEST)
			.register(this.registry);
	}

	private static String word(Enum<?> constant) {
		return constant.name().toLowerCase(Locale.ROOT);
	}

	private record CallLabels(String policy, String outcome, boolean stream) {
	}

	private record FindingLabels(String guardrail, String finding, String direction, String action) {
	}

	private record MarkLabels(String provider, String model, UsageMark mark) {
	}

	private record AttemptLabels(String provider, String model, String outcome) {
	}

	private final class AttemptMeters {

		private final Timer duration;

		private final Timer firstToken;

		private final Counter input;

		private final Counter output;

		private final DistributionSummary cost;

		AttemptMeters(AttemptLabels labels) {
			MeterRegistry to = CallMeters.this.registry;
			String provider = labels.provider();
			String model = labels.model();
			this.duration = Timer.builder("serai.attempts")
				.description("Attempts at a provider")
				.tags("provider", provider, "model", model, "outcome", labels.outcome())
				.register(to);
			this.firstToken = Timer.builder("serai.first.token")
				.description("Time from sending a request to a provider to its first content")
				.tags("provider", provider, "model", model)
				.register(to);
			this.input = Counter.builder("serai.tokens")
				.description("Tokens used")
				.tags("provider", provider, "model", model, "direction", "input")
				.register(to);
			this.output = Counter.builder("serai.tokens")
				.tags("provider", provider, "model", model, "direction", "output")
				.register(to);
			this.cost = DistributionSummary.builder("serai.cost.usd")
				.description("Known cost in US dollars, approximate; the ledger is exact")
				.tags("provider", provider, "model", model)
				.register(to);
		}

		void count(Attempt attempt) {
			this.duration.record(Duration.ofNanos(Math.max(0, attempt.endedNanos() - attempt.startedNanos())));
			if (attempt.firstTokenNanos() != 0) {
				this.firstToken.record(Duration.ofNanos(attempt.firstTokenNanos() - attempt.startedNanos()));
			}
			this.input.increment(attempt.usage().input());
			this.output.increment(attempt.usage().output());
			Cost price = attempt.cost();
			if (!price.isUnknown()) {
				this.cost.record(price.usd().doubleValue());
			}
		}

	}

}
