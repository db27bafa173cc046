package dev.serai.gateway.call;

import java.time.ZoneId;
import java.util.Set;
import java.util.UUID;

/**
 * Who calls: a key, the team that it belongs to and the team's organisation.
 *
 * @param zone by whose clock the team's days, weeks and months begin
 * @param rights which models the key may use
 * @param defaults what holds where a call says nothing itself
 */
public record Caller(UUID organisationId, UUID teamId, String team, UUID keyId, String key, ZoneId zone, Rights rights,
		Defaults defaults) {

	/**
	 * A caller whose calls say all themselves.
	 * @param allowedModels what the key may use; empty means all
	 */
	public Caller(UUID organisationId, UUID teamId, String team, UUID keyId, String key, ZoneId zone,
			Set<String> allowedModels) {
		this(organisationId, teamId, team, keyId, key, zone, new Rights(Set.of(), allowedModels), Defaults.NONE);
	}

	/** Whether what has this name may be used. */
	public boolean may(String model) {
		return this.rights.open(model);
	}

}
