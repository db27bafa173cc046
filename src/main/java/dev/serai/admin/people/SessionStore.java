package dev.serai.admin.people;

import java.time.Duration;
import java.util.Optional;

import dev.serai.platform.error.CallRefused;

/**
 * Keeps small things for a while, by names that cannot be guessed. Each thing has an
 * owner. An owner has a limited number of things: one more ends the thing of the same
 * owner that would end first, and nobody else's. Every method ends with the refusal 503
 * {@code sessions_unavailable} while the store cannot be reached.
 */
public interface SessionStore {

	void put(String name, String owner, byte[] content, Duration life);

	/** As {@link #put}, for what is there still; what has gone stays away. */
	void renew(String name, String owner, byte[] content, Duration life);

	Optional<byte[]> get(String name);

	/**
	 * Gets and removes: of several who take one gets it.
	 * @throws CallRefused 503 as all methods
	 */
	Optional<byte[]> take(String name);

	void remove(String name, String owner);

	/**
	 * How much a store keeps.
	 *
	 * @param perOwner things of one owner
	 * @param inAll things of all owners; where there are more, that ends which would end
	 * first. {@link #UNLIMITED} where no owner may end another's
	 */
	record Limits(int perOwner, int inAll) {

		/** As many as there are owners for. */
		public static final int UNLIMITED = Integer.MAX_VALUE;

	}

}
