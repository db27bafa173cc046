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
 * Since when each team's calls are kept. Calls that are older have to go.
 *
 * @param byTeam a moment for each team whose calls are not kept for ever
 * @param nobodys the same for calls that no key vouched for; null: for ever
 */
public record Cutoffs(Map<UUID, Instant> byTeam, @Nullable Instant nobodys) {

	public Cutoffs {
		byTeam = Map.copyOf(byTeam);
	}

	/**
	 * What the rules come to now: whole days of UTC.
	 * @param days the rules, by the id of a team or an organisation
	 * @param organisation whose rule holds for calls of no team
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

	/** Whether nothing ever has to go. */
	boolean areNone() {
		return this.byTeam.isEmpty() && this.nobodys == null;
	}

	/**
	 * Whether all calls of a team that were received before a moment have to go.
	 * @param team null for calls of no team
	 */
	boolean cover(@Nullable UUID team, Instant moment) {
		Instant cutoff = (team != null) ? this.byTeam.get(team) : this.nobodys;
		return cutoff != null && !cutoff.isBefore(moment);
	}

}
