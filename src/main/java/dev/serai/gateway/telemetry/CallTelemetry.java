package dev.serai.gateway.telemetry;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

import dev.serai.gateway.call.Attempt;
import dev.serai.gateway.call.CacheUse;
import dev.serai.gateway.call.Call;
import dev.serai.gateway.call.Caller;
import dev.serai.gateway.call.Decision;
import dev.serai.gateway.call.Outcome;
import dev.serai.gateway.operation.ProviderFailure;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * Exports an ended call: a span for it, a child span for each attempt at a provider, and
 * the metrics of the semantic conventions. No content of the call is exported, and
 * callers cannot create values of metric labels.
 */
public final class CallTelemetry {

	private static final String SCOPE = "dev.serai";

	private final Tracer tracer;

	private final LongHistogram tokens;

	private final DoubleHistogram attemptDuration;

	private final DoubleHistogram callDuration;

	private final DoubleHistogram firstToken;

	public CallTelemetry(OpenTelemetry telemetry) {
		this.tracer = telemetry.getTracer(SCOPE);
		Meter meter = telemetry.getMeter(SCOPE);
		this.tokens = meter.histogramBuilder("gen_ai.client.token.usage")
			.ofLongs()
			.setUnit("{token}")
			.setDescription("Number of input and output tokens used by an attempt at a provider")
			.setExplicitBucketBoundariesAdvice(GenAi.TOKEN_BUCKETS)
			.build();
		this.attemptDuration = seconds(meter, "gen_ai.client.operation.duration", "An attempt at a provider",
				GenAi.DURATION_BUCKETS);
		this.callDuration = seconds(meter, "gen_ai.server.request.duration", "A call, from the request to its end",
				GenAi.DURATION_BUCKETS);
		this.firstToken = seconds(meter, "gen_ai.server.time_to_first_token",
				"From a call's request to the first content of its answer", GenAi.FIRST_TOKEN_BUCKETS);
	}

	private static DoubleHistogram seconds(Meter meter, String name, String description, List<Double> buckets) {
		return meter.histogramBuilder(name)
			.setUnit("s")
			.setDescription(description)
			.setExplicitBucketBoundariesAdvice(buckets)
			.build();
	}

	/** Exports a call that has ended. */
	public void ended(Call call) {
		Attempt last = call.attempts().isEmpty() ? null : call.attempts().getLast();
		Span span = spanOf(call, last);
		for (Attempt attempt : call.attempts()) {
			tell(call, attempt, Context.root().with(span));
		}
		span.end(epochNanos(call, call.endedNanos()), TimeUnit.NANOSECONDS);
		Attributes labels = labels(last, errorOf(call));
		this.callDuration.record(seconds(call.startedNanos(), call.endedNanos()), labels);
		if (last != null && last.firstTokenNanos() != 0) {
			this.firstToken.record(seconds(call.startedNanos(), last.firstTokenNanos()), labels);
		}
	}

	private Span spanOf(Call call, @Nullable Attempt last) {
		Decision decision = call.decision();
		Caller caller = call.caller();
		SpanBuilder builder = this.tracer
			.spanBuilder((decision != null) ? GenAi.CHAT + " " + decision.policy() : GenAi.CHAT)
			.setParent(TraceParent.read(call.headers().traceparent()))
			.setSpanKind(SpanKind.SERVER)
			.setStartTimestamp(epochNanos(call, call.startedNanos()), TimeUnit.NANOSECONDS)
			.setAttribute(GenAi.OPERATION, GenAi.CHAT)
			.setAttribute(GenAi.CALL, call.id().toString())
			.setAttribute(GenAi.INPUT_TOKENS, call.usage().input())
			.setAttribute(GenAi.OUTPUT_TOKENS, call.usage().output());
		if (caller != null) {
			builder.setAttribute(GenAi.TEAM, caller.teamId().toString());
		}
		if (decision != null) {
			// Only a routed call's name is known to be that of a model or policy, not
			// arbitrary text of a caller.
			builder.setAttribute(GenAi.REQUEST_MODEL, call.request().model())
				.setAttribute(GenAi.POLICY, decision.policy());
		}
		if (last != null) {
			builder.setAttribute(GenAi.PROVIDER, GenAi.provider(last.provider()));
			if (last.outcome() == Outcome.OK) {
				builder.setAttribute(GenAi.RESPONSE_MODEL, last.model());
			}
		}
		if (!call.cost().isUnknown()) {
			builder.setAttribute(GenAi.COST, call.cost().usd().doubleValue());
		}
		CacheUse cache = call.cacheUse();
		if (cache != null) {
			builder.setAttribute(GenAi.CACHE, word(cache));
		}
		if (call.error() != null) {
			builder.setAttribute(GenAi.HTTP_STATUS, (long) call.error().status());
		}
		Span span = builder.startSpan();
		fail(span, errorOf(call));
		return span;
	}

	private void tell(Call call, Attempt attempt, Context parent) {
		String error = errorOf(attempt);
		SpanBuilder builder = this.tracer.spanBuilder(GenAi.CHAT + " " + attempt.model())
			.setParent(parent)
			.setSpanKind(SpanKind.CLIENT)
			.setStartTimestamp(epochNanos(call, attempt.startedNanos()), TimeUnit.NANOSECONDS)
			.setAttribute(GenAi.OPERATION, GenAi.CHAT)
			.setAttribute(GenAi.PROVIDER, GenAi.provider(attempt.provider()))
			.setAttribute(GenAi.REQUEST_MODEL, attempt.model())
			.setAttribute(GenAi.DEPLOYMENT, attempt.deployment())
			.setAttribute(GenAi.ATTEMPT, (long) attempt.number())
			.setAttribute(GenAi.INPUT_TOKENS, attempt.usage().input())
			.setAttribute(GenAi.OUTPUT_TOKENS, attempt.usage().output());
		if (attempt.status() != 0) {
			builder.setAttribute(GenAi.HTTP_STATUS, (long) attempt.status());
		}
		if (attempt.outcome() == Outcome.OK) {
			builder.setAttribute(GenAi.RESPONSE_MODEL, attempt.model());
		}
		Span span = builder.startSpan();
		fail(span, error);
		if (attempt.firstTokenNanos() != 0) {
			span.addEvent("first token", epochNanos(call, attempt.firstTokenNanos()), TimeUnit.NANOSECONDS);
		}
		long ended = Math.max(attempt.startedNanos(), attempt.endedNanos());
		span.end(epochNanos(call, ended), TimeUnit.NANOSECONDS);
		if (attempt.outcome() != Outcome.SHORT_CIRCUITED) {
			Attributes labels = labels(attempt, error);
			Context context = parent.with(span);
			this.attemptDuration.record(seconds(attempt.startedNanos(), ended), labels, context);
			used(attempt.usage().input(), "input", labels, context);
			used(attempt.usage().output(), "output", labels, context);
		}
	}

	private void used(long count, String type, Attributes labels, Context context) {
		if (count > 0) {
			this.tokens.record(count, labels.toBuilder().remove(GenAi.ERROR_TYPE).put(GenAi.TOKEN_TYPE, type).build(),
					context);
		}
	}

	private static Attributes labels(@Nullable Attempt attempt, @Nullable String error) {
		AttributesBuilder labels = Attributes.builder().put(GenAi.OPERATION, GenAi.CHAT);
		if (attempt != null) {
			labels.put(GenAi.PROVIDER, GenAi.provider(attempt.provider())).put(GenAi.REQUEST_MODEL, attempt.model());
		}
		else {
			labels.put(GenAi.PROVIDER, "serai");
		}
		return ((error != null) ? labels.put(GenAi.ERROR_TYPE, error) : labels).build();
	}

	private static void fail(Span span, @Nullable String error) {
		if (error != null) {
			span.setAttribute(GenAi.ERROR_TYPE, error);
			span.setStatus(StatusCode.ERROR);
		}
	}

	private static @Nullable String errorOf(Call call) {
		Outcome outcome = (call.outcome() != null) ? call.outcome() : Outcome.ERROR;
		return (outcome == Outcome.OK) ? null : word(outcome);
	}

	private static @Nullable String errorOf(Attempt attempt) {
		Outcome outcome = (attempt.outcome() != null) ? attempt.outcome() : Outcome.ERROR;
		if (outcome == Outcome.OK) {
			return null;
		}
		ProviderFailure failure = attempt.failure();
		return word((failure != null) ? failure.kind() : outcome);
	}

	private static String word(Enum<?> constant) {
		return constant.name().toLowerCase(Locale.ROOT);
	}

	/** Converts a time of the monotonic clock, relative to the call's receipt. */
	private static long epochNanos(Call call, long nanos) {
		return TimeUnit.MILLISECONDS.toNanos(call.at().toEpochMilli()) + nanos - call.startedNanos();
	}

	private static double seconds(long from, long to) {
		return Math.max(0, to - from) / 1e9;
	}

}
