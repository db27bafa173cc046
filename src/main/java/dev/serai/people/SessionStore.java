package dev.serai.people;

import java.time.Duration;
import java.util.Optional;

import dev.serai.call.CallRefused;

/**
 * Keeps small things for a while, by names that cannot be guessed. Every method ends with
 * the refusal 503 {@code sessions_unavailable} while the store cannot be reached.
 */
public interface SessionStore {

	void put(String name, byte[] content, Duration life);

	/** As {@link #put}, for what is there still; what has gone stays away. */
	void renew(String name, byte[] content, Duration life);

	Optional<byte[]> get(String name);

	/**
	 * Gets and removes: of several who take one gets it.
	 * @throws CallRefused 503 as all methods
	 */
	Optional<byte[]> take(String name);

	void remove(String name);

}
