package dev.serai.call;

import java.time.ZoneId;
import java.util.Set;
import java.util.UUID;

/**
 * Who calls: a key, the team that it belongs to and the team's organisation.
 *
 * @param zone by whose clock the team's days, weeks and months begin
 * @param allowedModels names of models and policies that the key may use; empty means all
 */
public record Caller(UUID organisationId, UUID teamId, String team, UUID keyId, String key, ZoneId zone,
		Set<String> allowedModels) {

	public boolean may(String model) {
		return this.allowedModels.isEmpty() || this.allowedModels.contains(model);
	}

}
