package dev.serai.gateway.access;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

/** Makes keys. */
public final class KeyMaker {

	private final SecureRandom random = new SecureRandom();

	private final Peppers peppers;

	private final Clock clock;

	public KeyMaker(Peppers peppers, Clock clock) {
		this.peppers = peppers;
		this.clock = clock;
	}

	/** A new key for a team; it works once it is in the directory. */
	public NewKey make(Team team, String name, KeyTerms terms) {
		KeyText text = KeyText.random(this.random);
		return new NewKey(new StoredKey(UUID.randomUUID(), text.publicId(), team, name, secret(text), null, terms,
				this.clock.instant(), null), text.whole());
	}

	/**
	 * The same key with another text; it works once it is in the directory. If the key
	 * had another text before the one that it has now, that one works no more.
	 * @param overlap how long the text that it has now works on
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
	 * A key and its text, which is known only now.
	 *
	 * @param stored what is kept of it
	 * @param secret the whole text
	 */
	public record NewKey(StoredKey stored, String secret) {

		@Override
		public String toString() {
			return this.stored.toString();
		}

	}

}
