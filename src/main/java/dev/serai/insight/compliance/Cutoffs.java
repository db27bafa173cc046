package dev.serai.insight.compliance;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import dev.serai.gateway.access.Team;
import org.jspecify.annotations.Nullable;

/**
 * The retention cutoff of each team. Older calls must be removed.
 *
 * @param byTeam the cutoff of each team whose calls are not kept forever
 * @param nobodys the cutoff for calls without a valid key; null keeps them forever
 */
public record Cutoffs(Map<UUID, Instant> byTeam, @Nullable Instant nobodys) {

	public Cutoffs {
		byTeam = Map.copyOf(byTeam);
	}

	/**
	 * Computes the cutoffs now, in whole UTC days.
	 * @param days the rules, by the id of a team or an organisation
	 * @param organisation whose rule applies to calls without a team
	 */
	static Cutoffs of(Collection<Team> teams, Map<UUID, Integer> days, UUID organisation, Instant now) {
		Map<UUID, Instant> byTeam = new HashMap<>();
		for (Team team : teams) {
			Integer own = days.getOrDefault(team.id(), days.get(team.organisationId()));
			if (own != null) {
				byTeam.put(team.id(), before(now, own));
			}
		}
		Integer standard = days.get(organisation);
		return new Cutoffs(byTeam, (standard != null) ? before(now, standard) : null);
	}

	private static Instant before(Instant now, int days) {
		return now.truncatedTo(ChronoUnit.DAYS).minus(days, ChronoUnit.DAYS);
	}

	/** Whether no call ever has to be removed. */
	boolean areNone() {
		return this.byTeam.isEmpty() && this.nobodys == null;
	}

	/**
	 * Whether all calls of a team received before a moment must be removed.
	 * @param team null for calls without a team
	 */
	boolean cover(@Nullable UUID team, Instant moment) {
		Instant cutoff = (team != null) ? this.byTeam.get(team) : this.nobodys;
		return cutoff != null && !cutoff.isBefore(moment);
	}

}
