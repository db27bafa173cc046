package dev.serai.insight.report;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** A delivery as the API returns it. */
public record DeliveryFacts(UUID id, Instant periodStart, Instant periodEnd, String status, int attempts,
		@Nullable String lastError, @Nullable Instant sentAt, boolean onDemand) {

	static DeliveryFacts of(Delivery delivery) {
		return new DeliveryFacts(delivery.id(), delivery.span().start(), delivery.span().end(),
				delivery.status().word(), delivery.attempts(), delivery.lastError(), delivery.sentAt(),
				delivery.onDemand());
	}

}
