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
 * What an operator sees of a key.
 *
 * @param publicId the part of the key's text that is no secret
 * @param allowedModels empty means all, as for the other two
 * @param allowedOrigins blocks of addresses in CIDR form
 * @param previousSecretUntil until when the secret works that the present one has
 * replaced; null when there is none
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
