package dev.serai.gateway.access;

import java.security.MessageDigest;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What is kept of the text of a key.
 *
 * @param hmac the text's hash
 * @param pepperId under which pepper
 * @param until when the text stops working because another has taken its place; null for
 * the text that stays
 */
public record KeySecret(byte[] hmac, String pepperId, @Nullable Instant until) {

	boolean matches(byte[] presented) {
		return MessageDigest.isEqual(this.hmac, presented);
	}

	boolean worksAt(Instant now) {
		return this.until == null || now.isBefore(this.until);
	}

	/** The same text, hashed under another pepper. */
	KeySecret under(Pepper pepper, byte[] hash) {
		return new KeySecret(hash, pepper.id(), this.until);
	}

	@Override
	public String toString() {
		return "(secret)";
	}

}
