package dev.serai.gateway.access;

import java.security.SecureRandom;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * The text of a key, {@code sk-serai-<public id>-<secret>}: 16 characters that identify
 * the key and 33 secret ones (196 bits), letters and digits only.
 *
 * @param publicId identifies the key; not secret
 * @param whole the whole text, which only its owner may see
 */
record KeyText(String publicId, String whole) {

	private static final String PREFIX = "sk-serai-";

	private static final int PUBLIC_LENGTH = 16;

	private static final int SECRET_LENGTH = 33;

	private static final int LENGTH = PREFIX.length() + PUBLIC_LENGTH + 1 + SECRET_LENGTH;

	private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

	static KeyText random(SecureRandom random) {
		return random(random, word(random, PUBLIC_LENGTH));
	}

	/** Returns a new text for the key with this public id. */
	static KeyText random(SecureRandom random, String publicId) {
		return new KeyText(publicId, PREFIX + publicId + "-" + word(random, SECRET_LENGTH));
	}

	/** Parses a text; empty when it cannot be one of Serai's keys. */
	static Optional<KeyText> parse(@Nullable String text) {
		if (text == null || text.length() != LENGTH || !text.startsWith(PREFIX)) {
			return Optional.empty();
		}
		int dash = PREFIX.length() + PUBLIC_LENGTH;
		boolean wellFormed = text.charAt(dash) == '-' && isWord(text, PREFIX.length(), dash)
				&& isWord(text, dash + 1, LENGTH);
		return wellFormed ? Optional.of(new KeyText(text.substring(PREFIX.length(), dash), text)) : Optional.empty();
	}

	private static boolean isWord(String text, int from, int to) {
		for (int i = from; i < to; i++) {
			if (ALPHABET.indexOf(text.charAt(i)) < 0) {
				return false;
			}
		}
		return true;
	}

	private static String word(SecureRandom random, int length) {
		return random.ints(length, 0, ALPHABET.length())
			.mapToObj(ALPHABET::charAt)
			.collect(StringBuilder::new, StringBuilder::append, StringBuilder::append)
			.toString();
	}

	@Override
	public String toString() {
		return PREFIX + this.publicId + "-…";
	}

}
