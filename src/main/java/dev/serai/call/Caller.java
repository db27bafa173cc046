package dev.serai.call;

import java.util.Set;
import java.util.UUID;

/**
 * Who calls: a key and the team that it belongs to.
 *
 * @param allowedModels names of models and policies that the key may use; empty means all
 */
public record Caller(UUID teamId, String team, UUID keyId, String key, Set<String> allowedModels) {

	public boolean may(String model) {
		return this.allowedModels.isEmpty() || this.allowedModels.contains(model);
	}

}
