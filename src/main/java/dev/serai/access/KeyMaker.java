package dev.serai.access;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** Makes keys. */
public final class KeyMaker {

	private final SecureRandom random = new SecureRandom();

	private final Pepper pepper;

	private final Clock clock;

	public KeyMaker(Pepper pepper, Clock clock) {
		this.pepper = pepper;
		this.clock = clock;
	}

	/** A new key for a team; it works once it is in the directory. */
	public NewKey make(Team team, String name, Set<String> allowedModels, @Nullable Instant expiresAt) {
		KeyText text = KeyText.random(this.random);
		StoredKey stored = new StoredKey(UUID.randomUUID(), text.publicId(), team, name, this.pepper.hash(text),
				this.pepper.id(), allowedModels, this.clock.instant(), expiresAt, null);
		return new NewKey(stored, text.whole());
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
