package dev.serai.insight.alert;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * An alert rule as an operator sends it. A term that is null is the kind's default, and a
 * {@code remindAfter} that is null means no reminders.
 */
public record WantedRule(String name, Kind kind, @Nullable String scope, @Nullable UUID teamId,
		@Nullable BigDecimal threshold, @Nullable Duration window, @Nullable Integer minimumCalls,
		@Nullable BigDecimal minimumUsd, @Nullable Per per, @Nullable Severity severity,
		@Nullable List<String> channels, @Nullable Duration remindAfter, @Nullable Boolean enabled) {

	static WantedRule of(Rule rule) {
		Terms terms = rule.terms();
		return new WantedRule(rule.name(), rule.kind(), null, rule.teamId(), terms.threshold(), terms.window(),
				terms.minimumCalls(), terms.minimumUsd(), terms.per(), rule.severity(), rule.channels(),
				rule.remindAfter(), rule.enabled());
	}

	Terms terms() {
		return new Terms(this.threshold, this.window, this.minimumCalls, this.minimumUsd, this.per);
	}

}
