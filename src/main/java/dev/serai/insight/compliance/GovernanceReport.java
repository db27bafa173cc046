package dev.serai.insight.compliance;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Reports who used which models with which classes of data, and which rules were violated
 * or changed. End users are counted, never named. Amounts are exact decimals in US
 * dollars.
 *
 * @param from the earliest time at which calls were received
 * @param to the end of that time, exclusive
 * @param scope {@code all}, or {@code teams} when it covers only some teams
 * @param usage the total of all calls
 * @param teams most calls first
 * @param keys most calls first
 * @param omitted the number of teams and keys with calls that are not listed
 * @param regions where calls were answered, most calls first
 * @param dataClasses classes of sensitive data that guardrails found
 * @param guardEvents the guardrails' actions
 * @param breaches the rules that calls were refused by
 * @param administration administrative changes
 * @param verification the result of the last verification; null when there was none or
 * the operator does not see all teams
 * @param retention retention rules, removals and erasures
 */
public record GovernanceReport(Instant from, Instant to, Instant madeAt, String scope, Usage usage, List<TeamUse> teams,
		List<KeyUse> keys, Omitted omitted, List<RegionUse> regions, List<DataClass> dataClasses,
		List<GuardFinding> guardEvents, List<Breach> breaches, Administration administration,
		@Nullable LastVerification verification, Kept retention) {

	public GovernanceReport {
		teams = List.copyOf(teams);
		keys = List.copyOf(keys);
		regions = List.copyOf(regions);
		dataClasses = List.copyOf(dataClasses);
		guardEvents = List.copyOf(guardEvents);
		breaches = List.copyOf(breaches);
	}

	/**
	 * Sums of calls.
	 *
	 * @param tokens tokens of all classes
	 * @param endUserCalls calls that name an end user
	 * @param endUsers the number of different end users; null when counting them takes
	 * too long
	 */
	public record Usage(long calls, long ok, long refused, long failed, long left, long cacheHits, long tokens,
			String costUsd, long endUserCalls, @Nullable Long endUsers) {
	}

	/**
	 * A team's usage.
	 *
	 * @param id null for calls without a valid key
	 * @param models the models that it used, most calls first
	 */
	public record TeamUse(@Nullable UUID id, String name, long calls, String costUsd, List<ModelUse> models) {

		public TeamUse {
			models = List.copyOf(models);
		}

	}

	/**
	 * A team's usage of one deployment.
	 *
	 * @param region the provider's region in the current configuration; null when unknown
	 */
	public record ModelUse(String deployment, @Nullable String region, long calls, String costUsd) {
	}

	/** A key's usage. */
	public record KeyUse(UUID id, String name, long calls, String costUsd) {
	}

	/** The number of entries left out to keep the report short. */
	public record Omitted(int teams, int keys) {
	}

	/**
	 * Usage by region.
	 *
	 * @param region null when unknown
	 */
	public record RegionUse(@Nullable String region, long calls, String costUsd, List<String> deployments) {

		public RegionUse {
			deployments = List.copyOf(deployments);
		}

	}

	/**
	 * A class of data.
	 *
	 * @param calls the number of calls that contained it
	 * @param findings the number of findings
	 */
	public record DataClass(String finding, long calls, long findings) {
	}

	/**
	 * A guardrail's finding and action.
	 *
	 * @param mode the guardrail's mode at that time: shadow, redact or block
	 */
	public record GuardFinding(String guard, String mode, String finding, String direction, String action, long calls,
			long findings) {
	}

	/**
	 * A rule that calls were refused by.
	 *
	 * @param rule the error code
	 * @param kind rights, limits, budget, content, key or request
	 */
	public record Breach(String rule, String kind, long calls) {
	}

	/**
	 * Administrative actions by people and by Serai itself.
	 *
	 * @param signIns the number of sign-ins
	 * @param signedIn the number of different people
	 */
	public record Administration(List<Change> changes, long signIns, long signedIn) {

		public Administration {
			changes = List.copyOf(changes);
		}

	}

	/** Changes of one kind. */
	public record Change(String actor, String kind, String action, long events) {
	}

	/**
	 * Retention and erasure.
	 *
	 * @param standardDays the retention of teams without a rule of their own, in days;
	 * null keeps calls forever
	 * @param teams the number of teams
	 * @param teamsWithEnd the number of teams whose calls are not kept forever
	 * @param removedCalls the number of calls removed by retention
	 * @param erasures the number of erased end users
	 * @param erasedCalls the number of calls they were erased from
	 * @param exports how often an end user's data was exported
	 */
	public record Kept(@Nullable Integer standardDays, int teams, int teamsWithEnd, long removedCalls, long erasures,
			long erasedCalls, long exports) {
	}

}
