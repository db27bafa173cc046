package dev.serai.gateway.access;

import java.security.MessageDigest;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * The stored hash of a key's text.
 *
 * @param hmac the hash
 * @param pepperId the id of its pepper
 * @param until when the text becomes invalid because another has replaced it; null for
 * the current text
 */
public record KeySecret(byte[] hmac, String pepperId, @Nullable Instant until) {

	boolean matches(byte[] presented) {
		return MessageDigest.isEqual(this.hmac, presented);
	}

	boolean worksAt(Instant now) {
		return this.until == null || now.isBefore(this.until);
	}

	/** Returns the hash of the same text under another pepper. */
	KeySecret under(Pepper pepper, byte[] hash) {
		return new KeySecret(hash, pepper.id(), this.until);
	}

	@Override
	public String toString() {
		return "(secret)";
	}

}
