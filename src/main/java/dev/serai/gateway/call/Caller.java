package dev.serai.gateway.call;

import java.time.ZoneId;
import java.util.Set;
import java.util.UUID;

/**
 * The authenticated caller: a key, its team and the team's organisation.
 *
 * @param zone the time zone in which the team's days, weeks and months begin
 * @param rights which models the key may use
 * @param defaults values for what a call leaves out
 */
public record Caller(UUID organisationId, UUID teamId, String team, UUID keyId, String key, ZoneId zone, Rights rights,
		Defaults defaults) {

	/**
	 * A caller without defaults.
	 * @param allowedModels the models that the key may use; empty means all
	 */
	public Caller(UUID organisationId, UUID teamId, String team, UUID keyId, String key, ZoneId zone,
			Set<String> allowedModels) {
		this(organisationId, teamId, team, keyId, key, zone, new Rights(Set.of(), allowedModels), Defaults.NONE);
	}

	/** Returns whether the key may use the model of this name. */
	public boolean may(String model) {
		return this.rights.open(model);
	}

}
