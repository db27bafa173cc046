package dev.serai.insight.compliance;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A retention rule as the API returns it.
 *
 * @param subject the id of the team or organisation
 * @param callDays its own rule in days; null when it has none
 * @param inheritedDays for a team, the organisation's rule; null when there is none
 * @param effectiveDays the rule that applies, in days after a call was received; null
 * keeps calls forever
 * @param minimumDays the minimum that a rule may set
 */
public record RetentionFacts(UUID subject, @Nullable Integer callDays, @Nullable Integer inheritedDays,
		@Nullable Integer effectiveDays, int minimumDays) {

	static RetentionFacts of(UUID subject, @Nullable Integer own, @Nullable Integer inherited) {
		return new RetentionFacts(subject, own, inherited, (own != null) ? own : inherited, Retention.MINIMUM_DAYS);
	}

}
