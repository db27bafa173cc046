package dev.serai.gateway.access;

import java.time.Instant;
import java.util.UUID;

import dev.serai.gateway.call.Caller;
import dev.serai.gateway.call.Rights;
import org.jspecify.annotations.Nullable;

/**
 * A key as stored: enough to verify it, not enough to use it.
 *
 * @param id the id for operators
 * @param publicId the part of its text that identifies it
 * @param team the team that pays
 * @param name for people
 * @param secret the hash of its text
 * @param previous the hash of its previous text, which may still be valid; null when
 * there is none
 * @param terms its restrictions and defaults
 * @param revokedAt when it was revoked; null when it was not
 */
public record StoredKey(UUID id, String publicId, Team team, String name, KeySecret secret,
		@Nullable KeySecret previous, KeyTerms terms, Instant createdAt, @Nullable Instant revokedAt) {

	boolean worksAt(Instant now) {
		Instant end = this.terms.expiresAt();
		return this.revokedAt == null && this.team.archivedAt() == null && (end == null || now.isBefore(end));
	}

	/** Returns the caller that the key stands for. */
	public Caller caller() {
		return new Caller(this.team.organisationId(), this.team.id(), this.team.name(), this.id, this.name,
				this.team.zone(), new Rights(this.team.allowedModels(), this.terms.allowedModels()),
				this.terms.defaults());
	}

	/** Returns the key with another name and other terms. */
	public StoredKey changed(String newName, KeyTerms newTerms) {
		return new StoredKey(this.id, this.publicId, this.team, newName, this.secret, this.previous, newTerms,
				this.createdAt, this.revokedAt);
	}

	/**
	 * Returns the key with another text.
	 * @param overlap when the current text becomes invalid
	 */
	StoredKey rotated(KeySecret next, Instant overlap) {
		KeySecret last = new KeySecret(this.secret.hmac(), this.secret.pepperId(), overlap);
		return new StoredKey(this.id, this.publicId, this.team, this.name, next, last, this.terms, this.createdAt,
				this.revokedAt);
	}

	/** Returns the key with one hash replaced. */
	StoredKey with(KeySecret old, KeySecret renewed) {
		return new StoredKey(this.id, this.publicId, this.team, this.name,
				this.secret.equals(old) ? renewed : this.secret, old.equals(this.previous) ? renewed : this.previous,
				this.terms, this.createdAt, this.revokedAt);
	}

	@Override
	public String toString() {
		return "StoredKey[" + this.publicId + " of " + this.team.name() + "]";
	}

}
