package dev.serai.gateway.fallback;

import java.time.Duration;
import java.util.function.LongSupplier;

import dev.serai.gateway.operation.ProviderFailure;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;

/**
 * One circuit breaker per deployment. Only failures that are the deployment's own fault
 * count, not a caller's invalid request or an account's used-up quota. The library's
 * timers close and open them by the machine's clock.
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
			// No call reaches an excluded deployment: without a timer its breaker would
			// stay open.
			.automaticTransitionFromOpenToHalfOpenEnabled(true)
			.permittedNumberOfCallsInHalfOpenState(settings.halfOpenCalls())
			// A probe that never ends must not keep the breaker half open indefinitely.
			.maxWaitDurationInHalfOpenState(settings.maxHalfOpen())
			.ignoreException(t -> t instanceof ProviderFailure failure && !failure.kind().deploymentsFault())
			.writableStackTraceEnabled(false)
			.build());
	}

	/** Returns the breaker of a deployment. */
	public CircuitBreaker of(String deployment) {
		return this.registry.circuitBreaker(deployment);
	}

	/** Returns whether the deployment's breaker is open. */
	public boolean isOpen(String deployment) {
		CircuitBreaker.State state = of(deployment).getState();
		return state == CircuitBreaker.State.OPEN || state == CircuitBreaker.State.FORCED_OPEN;
	}

	/** Returns how long a breaker stays open. */
	public Duration openFor() {
		return this.settings.openFor();
	}

	/** Returns all breakers, for meters. */
	public CircuitBreakerRegistry registry() {
		return this.registry;
	}

	/**
	 * Counts a failure of an answer that broke after the breaker had counted it as a
	 * success.
	 * @param nanoClock the clock of the duration
	 */
	public void brokeLater(String deployment, ProviderFailure failure, long startedNanos, LongSupplier nanoClock) {
		if (failure.kind().deploymentsFault()) {
			CircuitBreaker breaker = of(deployment);
			breaker.onError(nanoClock.getAsLong() - startedNanos, breaker.getTimestampUnit(), failure);
		}
	}

	/**
	 * Settings of the breakers.
	 *
	 * @param slidingWindow how many of the last calls count
	 * @param minimumCalls how many calls are needed before the breaker may open
	 * @param failureRatePercent from this share of failures it opens, in percent
	 * @param openFor how long it stays open
	 * @param halfOpenCalls the number of probes that decide whether it closes
	 * @param maxHalfOpen the longest wait for the probes
	 */
	public record Settings(int slidingWindow, int minimumCalls, float failureRatePercent, Duration openFor,
			int halfOpenCalls, Duration maxHalfOpen) {
	}

}
