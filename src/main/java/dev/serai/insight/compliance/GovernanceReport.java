package dev.serai.insight.compliance;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Who used which models with what sort of data, and which rules were broken or changed.
 * End users are counted and never named. Amounts are exact decimals in US dollars.
 *
 * @param from when the calls were received, at the earliest
 * @param to not included
 * @param scope {@code all}, or {@code teams} when only some teams' calls count
 * @param usage all calls together
 * @param teams the busiest first
 * @param keys the busiest first
 * @param omitted how many teams and keys had calls and are not listed
 * @param regions where calls were answered, the busiest first
 * @param dataClasses what sorts of sensitive data the guardrails saw
 * @param guardEvents what they did about it
 * @param breaches which rules calls were refused by
 * @param administration who changed what
 * @param verification whether the records are as they were written, as of the last time
 * that this was found out; null when it never was, or when not all may be seen
 * @param retention what was kept and forgotten
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
	 * What calls came to.
	 *
	 * @param tokens of all classes
	 * @param endUserCalls calls that name an end user
	 * @param endUsers how many different ones; null when they are too many to be counted
	 * in time
	 */
	public record Usage(long calls, long ok, long refused, long failed, long left, long cacheHits, long tokens,
			String costUsd, long endUserCalls, @Nullable Long endUsers) {
	}

	/**
	 * One team's use.
	 *
	 * @param id null for calls that no key vouched for
	 * @param models what it used, the busiest first
	 */
	public record TeamUse(@Nullable UUID id, String name, long calls, String costUsd, List<ModelUse> models) {

		public TeamUse {
			models = List.copyOf(models);
		}

	}

	/**
	 * One deployment's use by a team.
	 *
	 * @param region where the provider processes data, by the configuration of now; null
	 * when that is not known
	 */
	public record ModelUse(String deployment, @Nullable String region, long calls, String costUsd) {
	}

	/**
	 * One key's use.
	 */
	public record KeyUse(UUID id, String name, long calls, String costUsd) {
	}

	/**
	 * What is left out, for a report stays short.
	 */
	public record Omitted(int teams, int keys) {
	}

	/**
	 * Where calls were answered.
	 *
	 * @param region null when it is not known
	 */
	public record RegionUse(@Nullable String region, long calls, String costUsd, List<String> deployments) {

		public RegionUse {
			deployments = List.copyOf(deployments);
		}

	}

	/**
	 * A sort of data.
	 *
	 * @param calls in how many calls it was
	 * @param findings how often
	 */
	public record DataClass(String finding, long calls, long findings) {
	}

	/**
	 * What a guardrail found and did.
	 *
	 * @param mode the mode that it was in: shadow, redact or block
	 */
	public record GuardFinding(String guard, String mode, String finding, String direction, String action, long calls,
			long findings) {
	}

	/**
	 * A rule that calls were refused by.
	 *
	 * @param rule the error's code
	 * @param kind rights, limits, budget, content, key or request
	 */
	public record Breach(String rule, String kind, long calls) {
	}

	/**
	 * What was done by people and by Serai itself.
	 *
	 * @param signIns how often somebody signed in
	 * @param signedIn how many people did
	 */
	public record Administration(List<Change> changes, long signIns, long signedIn) {

		public Administration {
			changes = List.copyOf(changes);
		}

	}

	/**
	 * Changes of one sort.
	 */
	public record Change(String actor, String kind, String action, long events) {
	}

	/**
	 * What was kept and forgotten.
	 *
	 * @param standardDays how long calls are kept of teams that have no rule of their
	 * own; null: for ever
	 * @param teams how many teams there are
	 * @param teamsWithEnd of how many calls are not kept for ever
	 * @param removedCalls how many calls were removed because their time had passed
	 * @param erasures how many people were erased
	 * @param erasedCalls from how many calls
	 * @param exports how often one person's data was handed out
	 */
	public record Kept(@Nullable Integer standardDays, int teams, int teamsWithEnd, long removedCalls, long erasures,
			long erasedCalls, long exports) {
	}

}
