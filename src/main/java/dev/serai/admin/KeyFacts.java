package dev.serai.admin;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.serai.access.StoredKey;
import org.jspecify.annotations.Nullable;

/**
 * What an operator sees of a key.
 *
 * @param publicId the part of the key's text that is no secret
 * @param allowedModels empty means all
 */
public record KeyFacts(UUID id, String publicId, UUID teamId, String team, String name, List<String> allowedModels,
		Instant createdAt, @Nullable Instant expiresAt, @Nullable Instant revokedAt) {

	static KeyFacts of(StoredKey key) {
		return new KeyFacts(key.id(), key.publicId(), key.team().id(), key.team().name(), key.name(),
				key.allowedModels().stream().sorted().toList(), key.createdAt(), key.expiresAt(), key.revokedAt());
	}

}
