package dev.serai.gateway.access;

import java.time.Instant;
import java.util.UUID;

import dev.serai.gateway.call.Caller;
import dev.serai.gateway.call.Rights;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a key: enough to know it again, not enough to use it.
 *
 * @param id names the key to operators
 * @param publicId the part of its text that names it
 * @param team who pays
 * @param name for people
 * @param secret the proof of its text
 * @param previous that of the text that it had before, which may work for a while yet;
 * null when it had none
 * @param terms what it may be used for
 * @param revokedAt since when it does not work any more; null when it does
 */
public record StoredKey(UUID id, String publicId, Team team, String name, KeySecret secret,
		@Nullable KeySecret previous, KeyTerms terms, Instant createdAt, @Nullable Instant revokedAt) {

	boolean worksAt(Instant now) {
		Instant end = this.terms.expiresAt();
		return this.revokedAt == null && this.team.archivedAt() == null && (end == null || now.isBefore(end));
	}

	/** Who calls with it. */
	public Caller caller() {
		return new Caller(this.team.organisationId(), this.team.id(), this.team.name(), this.id, this.name,
				this.team.zone(), new Rights(this.team.allowedModels(), this.terms.allowedModels()),
				this.terms.defaults());
	}

	/** The same key with another name and other terms. */
	public StoredKey changed(String newName, KeyTerms newTerms) {
		return new StoredKey(this.id, this.publicId, this.team, newName, this.secret, this.previous, newTerms,
				this.createdAt, this.revokedAt);
	}

	/**
	 * The same key with another text.
	 * @param overlap until when the text that it has now works
	 */
	StoredKey rotated(KeySecret next, Instant overlap) {
		KeySecret last = new KeySecret(this.secret.hmac(), this.secret.pepperId(), overlap);
		return new StoredKey(this.id, this.publicId, this.team, this.name, next, last, this.terms, this.createdAt,
				this.revokedAt);
	}

	/** The same key, one of whose proofs has been made anew. */
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
