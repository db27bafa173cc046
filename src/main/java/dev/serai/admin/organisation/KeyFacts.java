package dev.serai.admin.organisation;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.serai.gateway.access.AddressBlock;
import dev.serai.gateway.access.KeySecret;
import dev.serai.gateway.access.KeyTerms;
import dev.serai.gateway.access.StoredKey;
import dev.serai.gateway.call.Defaults;
import org.jspecify.annotations.Nullable;

/**
 * A key as the API returns it.
 *
 * @param publicId the public part of the key's text
 * @param allowedModels empty allows all, as for endpoints and origins
 * @param allowedOrigins address blocks in CIDR notation
 * @param previousSecretUntil until when the replaced secret still works; null when there
 * is none
 */
public record KeyFacts(UUID id, String publicId, UUID teamId, String team, String name, List<String> allowedModels,
		List<String> allowedEndpoints, List<String> allowedOrigins, Defaults defaults, Instant createdAt,
		@Nullable Instant expiresAt, @Nullable Instant previousSecretUntil, @Nullable Instant revokedAt) {

	static KeyFacts of(StoredKey key) {
		KeyTerms terms = key.terms();
		KeySecret previous = key.previous();
		return new KeyFacts(key.id(), key.publicId(), key.team().id(), key.team().name(), key.name(),
				terms.allowedModels().stream().sorted().toList(), terms.allowedEndpoints().stream().sorted().toList(),
				terms.allowedOrigins().stream().map(AddressBlock::toString).toList(), terms.defaults(), key.createdAt(),
				terms.expiresAt(), (previous != null) ? previous.until() : null, key.revokedAt());
	}

}
