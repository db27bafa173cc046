package dev.serai.gateway.fallback;

import java.time.Duration;
import java.util.function.LongSupplier;

import dev.serai.gateway.operation.ProviderFailure;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;

/**
 * One circuit breaker a deployment. Only what is the deployment's own fault counts; a
 * caller's bad request or an account's used-up quota does not. How long one stays open is
 * measured by the library's timers, in the machine's time.
 */
public final class Breakers {

	private final CircuitBreakerRegistry registry;

	private final Settings settings;

	public Breakers(Settings settings) {
		this.settings = settings;
		this.registry = CircuitBreakerRegistry.of(CircuitBreakerConfig.custom()
			.slidingWindowType(SlidingWindowType.COUNT_BASED)
			.slidingWindowSize(settings.slidingWindow())
			.minimumNumberOfCalls(settings.minimumCalls())
			.failureRateThreshold(settings.failureRatePercent())
			.waitDurationInOpenState(settings.openFor())
			// Nobody calls a deployment that is excluded while open: without this it
			// would stay open.
			.automaticTransitionFromOpenToHalfOpenEnabled(true)
			.permittedNumberOfCallsInHalfOpenState(settings.halfOpenCalls())
			// A probe that never reports back must not keep the breaker half open for
			// ever.
			.maxWaitDurationInHalfOpenState(settings.maxHalfOpen())
			.ignoreException(t -> t instanceof ProviderFailure failure && !failure.kind().deploymentsFault())
			.writableStackTraceEnabled(false)
			.build());
	}

	/** The breaker of a deployment. */
	public CircuitBreaker of(String deployment) {
		return this.registry.circuitBreaker(deployment);
	}

	/** Whether the deployment must not be asked now. */
	public boolean isOpen(String deployment) {
		CircuitBreaker.State state = of(deployment).getState();
		return state == CircuitBreaker.State.OPEN || state == CircuitBreaker.State.FORCED_OPEN;
	}

	/** How long an open breaker stays so. */
	public Duration openFor() {
		return this.settings.openFor();
	}

	/** All breakers, for meters. */
	public CircuitBreakerRegistry registry() {
		return this.registry;
	}

	/**
	 * An answer broke after the breaker had counted it as a success.
	 * @param nanoClock the clock of the duration
	 */
	public void brokeLater(String deployment, ProviderFailure failure, long startedNanos, LongSupplier nanoClock) {
		if (failure.kind().deploymentsFault()) {
			CircuitBreaker breaker = of(deployment);
			breaker.onError(nanoClock.getAsLong() - startedNanos, breaker.getTimestampUnit(), failure);
		}
	}

	/**
	 * When a breaker opens and closes.
	 *
	 * @param slidingWindow calls that are looked at
	 * @param minimumCalls calls before it may open
	 * @param failureRatePercent from this share of failures it opens, in percent
	 * @param openFor how long it stays open
	 * @param halfOpenCalls probes that decide whether it closes
	 * @param maxHalfOpen the longest wait for the probes
	 */
	public record Settings(int slidingWindow, int minimumCalls, float failureRatePercent, Duration openFor,
			int halfOpenCalls, Duration maxHalfOpen) {
	}

}
