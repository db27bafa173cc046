package dev.serai.insight.alert;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.serai.gateway.call.Amount;
import org.jspecify.annotations.Nullable;

/**
 * A rule as the API returns it. A term that its kind does not have is null.
 *
 * @param scope all or team
 */
public record RuleFacts(UUID id, String name, String kind, String scope, @Nullable UUID teamId,
		@Nullable BigDecimal threshold, @Nullable String unit, @Nullable String window, @Nullable Integer minimumCalls,
		@Nullable String minimumUsd, @Nullable String per, String severity, List<String> channels,
		@Nullable String remindAfter, boolean enabled, Instant createdAt) {

	static RuleFacts of(Rule rule) {
		Terms terms = rule.terms();
		return new RuleFacts(rule.id(), rule.name(), Words.of(rule.kind()), (rule.teamId() != null) ? "team" : "all",
				rule.teamId(), terms.threshold(), unit(rule), text(terms.window()), terms.minimumCalls(),
				(terms.minimumUsd() != null) ? Amount.text(terms.minimumUsd()) : null,
				(terms.per() != null) ? Words.of(terms.per()) : null, Words.of(rule.severity()), rule.channels(),
				text(rule.remindAfter()), rule.enabled(), rule.createdAt());
	}

	/** Returns the threshold's unit. */
	private static @Nullable String unit(Rule rule) {
		return switch (rule.kind()) {
			case SPEND_ANOMALY -> "deviations";
			case ERROR_RATE, LATENCY -> rule.kind().unit();
			case BUDGET, FORECAST, BREAKER_OPEN, PRICE_CHANGE, DEPRECATION -> null;
		};
	}

	private static @Nullable String text(@Nullable Duration duration) {
		return (duration != null) ? duration.toString() : null;
	}

}
