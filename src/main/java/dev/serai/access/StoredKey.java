package dev.serai.access;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

import dev.serai.call.Caller;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a key: enough to know it again, not enough to use it.
 *
 * @param id names the key to operators
 * @param publicId the part of its text that names it
 * @param team who pays
 * @param name for people
 * @param hmac the hash of its text
 * @param pepperId under which pepper
 * @param allowedModels what it may call; empty means all
 * @param expiresAt when it stops working; null means never
 * @param revokedAt since when it does not work any more; null when it does
 */
public record StoredKey(UUID id, String publicId, Team team, String name, byte[] hmac, String pepperId,
		Set<String> allowedModels, Instant createdAt, @Nullable Instant expiresAt, @Nullable Instant revokedAt) {

	boolean matches(byte[] presented) {
		return MessageDigest.isEqual(this.hmac, presented);
	}

	boolean worksAt(Instant now) {
		return this.revokedAt == null && (this.expiresAt == null || now.isBefore(this.expiresAt));
	}

	Caller caller() {
		return new Caller(this.team.organisationId(), this.team.id(), this.team.name(), this.id, this.name,
				this.team.zone(), this.allowedModels);
	}

	@Override
	public String toString() {
		return "StoredKey[" + this.publicId + " of " + this.team.name() + "]";
	}

}
