package dev.serai.insight.routes.camel;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

import dev.serai.platform.clock.NanoClock;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.model.CircuitBreakerDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.ManagementInterceptStrategy;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.LifecycleStrategySupport;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Counts the exchanges of each route. It uses the extension point of Camel's JMX
 * management, which is off, for routes but not for steps. An exchange costs two clock
 * reads and a few adders.
 */
@Component
public final class RouteCounts extends LifecycleStrategySupport {

	private final Map<String, Counter> counters = new ConcurrentHashMap<>();

	private final Clock clock;

	private final NanoClock nanoClock;

	RouteCounts(Clock clock, NanoClock nanoClock) {
		this.clock = clock;
		this.nanoClock = nanoClock;
	}

	@Override
	public void onRouteContextCreate(Route route) {
		boolean breaker = route.getRoute() instanceof RouteDefinition definition
				&& definition.getOutputs().stream().anyMatch(CircuitBreakerDefinition.class::isInstance);
		Counter counter = this.counters.computeIfAbsent(route.getRouteId(), id -> new Counter(this.clock));
		route.setManagementInterceptStrategy(new AtRoute(new Passage(counter, this.nanoClock, breaker)));
	}

	/** Returns a route's counts since the program started. */
	Counts of(String routeId) {
		Counter counter = this.counters.get(routeId);
		return (counter != null) ? counter.counts() : Counts.NONE;
	}

	/**
	 * A route's counts.
	 *
	 * @param total finished exchanges
	 * @param failed finished exchanges that ended with an error, including refusals; for
	 * a route behind a breaker, failed attempts
	 * @param inflight exchanges in progress
	 * @param meanMs mean duration of finished exchanges in milliseconds; 0 without any
	 * @param lastFailureAt null when none has failed
	 */
	record Counts(long total, long failed, long inflight, double meanMs, double maxMs,
			@Nullable Instant lastFailureAt) {

		static final Counts NONE = new Counts(0, 0, 0, 0, 0, null);

	}

	private static final class Counter {

		private static final double NANOS_PER_MILLI = 1_000_000;

		private final LongAdder begun = new LongAdder();

		private final LongAdder done = new LongAdder();

		private final LongAdder failed = new LongAdder();

		private final LongAdder nanos = new LongAdder();

		private final LongAccumulator longest = new LongAccumulator(Math::max, 0);

		private final Clock clock;

		private volatile long lastFailureMillis;

		Counter(Clock clock) {
			this.clock = clock;
		}

		void begin() {
			this.begun.increment();
		}

		void end(long took, boolean bad) {
			this.done.increment();
			this.nanos.add(took);
			this.longest.accumulate(took);
			if (bad) {
				this.failed.increment();
				this.lastFailureMillis = this.clock.millis();
			}
		}

		Counts counts() {
			// Read before the started ones, so that exchanges that finish meanwhile still
			// count as started.
			long total = this.done.sum();
			long failure = this.lastFailureMillis;
			return new Counts(total, this.failed.sum(), Math.max(0, this.begun.sum() - total),
					(total > 0) ? millis(this.nanos.sum() / (double) total) : 0, millis(this.longest.get()),
					(failure != 0) ? Instant.ofEpochMilli(failure) : null);
		}

		private static double millis(double nanos) {
			return Math.round(nanos / NANOS_PER_MILLI * 1000) / 1000.0;
		}

	}

	/** Attaches to routes, not to steps. */
	private record AtRoute(Passage passage) implements ManagementInterceptStrategy {

		@Override
		public InstrumentationProcessor<?> createProcessor(String type) {
			return this.passage;
		}

		@Override
		public @Nullable InstrumentationProcessor<?> createProcessor(NamedNode step, Processor target) {
			return null;
		}

	}

	/**
	 * Called before and after each exchange; the result of the first call is passed to
	 * the second.
	 */
	private static final class Passage extends AsyncProcessorSupport
			implements ManagementInterceptStrategy.InstrumentationProcessor<Long> {

		private final Counter counter;

		private final NanoClock nanoClock;

		private final boolean breaker;

		Passage(Counter counter, NanoClock nanoClock, boolean breaker) {
			this.counter = counter;
			this.nanoClock = nanoClock;
			this.breaker = breaker;
		}

		@Override
		public Long before(Exchange exchange) {
			this.counter.begin();
			return this.nanoClock.getAsLong();
		}

		@Override
		public void after(Exchange exchange, Long began) {
			this.counter.end(this.nanoClock.getAsLong() - began, hasFailed(exchange));
		}

		private boolean hasFailed(Exchange exchange) {
			return exchange.isFailed() || Boolean.TRUE.equals(exchange.getExchangeExtension().getErrorHandlerHandled())
					|| (this.breaker && Boolean.TRUE
						.equals(exchange.getProperty(ExchangePropertyKey.CIRCUIT_BREAKER_RESPONSE_FROM_FALLBACK)));
		}

		@Override
		public boolean process(Exchange exchange, AsyncCallback callback) {
			throw new UnsupportedOperationException("It stands beside the route, and is no step of it");
		}

		@Override
		public void setProcessor(Processor processor) {
			// It does not call the route.
		}

		@Override
		public void setCounter(Object given) {
			// It has its own.
		}

		@Override
		public int getOrder() {
			return 0;
		}

	}

}
