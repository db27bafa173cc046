package dev.serai.gateway.access;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

/** Creates keys. */
public final class KeyMaker {

	private final SecureRandom random = new SecureRandom();

	private final Peppers peppers;

	private final Clock clock;

	public KeyMaker(Peppers peppers, Clock clock) {
		this.peppers = peppers;
		this.clock = clock;
	}

	/** Creates a key for a team; it is valid once it is in the directory. */
	public NewKey make(Team team, String name, KeyTerms terms) {
		KeyText text = KeyText.random(this.random);
		return new NewKey(new StoredKey(UUID.randomUUID(), text.publicId(), team, name, secret(text), null, terms,
				this.clock.instant(), null), text.whole());
	}

	/**
	 * Creates another text for a key; it is valid once it is in the directory. A text
	 * before the current one becomes invalid.
	 * @param overlap how long the current text stays valid
	 */
	public NewKey rotate(StoredKey key, Duration overlap) {
		KeyText text = KeyText.random(this.random, key.publicId());
		return new NewKey(key.rotated(secret(text), this.clock.instant().plus(overlap)), text.whole());
	}

	private KeySecret secret(KeyText text) {
		Pepper pepper = this.peppers.current();
		return new KeySecret(pepper.hash(text), pepper.id(), null);
	}

	/**
	 * A key with its text, which is known only now.
	 *
	 * @param stored what is stored of it
	 * @param secret the whole text
	 */
	public record NewKey(StoredKey stored, String secret) {

		@Override
		public String toString() {
			return this.stored.toString();
		}

	}

}
