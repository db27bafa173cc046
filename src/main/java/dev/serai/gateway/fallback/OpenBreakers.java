package dev.serai.gateway.fallback;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;

/**
 * Tracks which of this node's breakers are not closed, and since when: from the moment at
 * which one opens until its probes have closed it again.
 */
public final class OpenBreakers {

	private final Map<String, Instant> since = new ConcurrentHashMap<>();

	private final Clock clock;

	public OpenBreakers(Breakers breakers, Clock clock) {
		this.clock = clock;
		breakers.registry().getEventPublisher().onEntryAdded(added -> watch(added.getAddedEntry()));
		breakers.registry().getAllCircuitBreakers().forEach(this::watch);
	}

	private void watch(CircuitBreaker breaker) {
		breaker.getEventPublisher().onStateTransition(event -> {
			switch (event.getStateTransition().getToState()) {
				case OPEN, FORCED_OPEN, HALF_OPEN -> this.since.putIfAbsent(breaker.getName(), this.clock.instant());
				case CLOSED, DISABLED, METRICS_ONLY -> this.since.remove(breaker.getName());
			}
		}).onReset(event -> this.since.remove(breaker.getName()));
	}

	/** Returns the opening times by deployment. */
	public Map<String, Instant> since() {
		return Map.copyOf(this.since);
	}

}
