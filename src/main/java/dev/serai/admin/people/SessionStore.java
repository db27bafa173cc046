package dev.serai.admin.people;

import java.time.Duration;
import java.util.Optional;

import dev.serai.platform.error.CallRefused;

/**
 * Stores small entries for a limited time under unguessable names. Each entry has an
 * owner, and an owner has a limited number of entries: one more removes the entry of the
 * same owner that would expire first, never another owner's. Every method throws the
 * refusal 503 {@code sessions_unavailable} while the store cannot be reached.
 */
public interface SessionStore {

	void put(String name, String owner, byte[] content, Duration life);

	/** Updates an entry as {@link #put} does, but only if it still exists. */
	void renew(String name, String owner, byte[] content, Duration life);

	Optional<byte[]> get(String name);

	/**
	 * Reads and removes an entry; of several concurrent readers, one gets it.
	 * @throws CallRefused 503, as all methods
	 */
	Optional<byte[]> take(String name);

	void remove(String name, String owner);

	/**
	 * The store's capacity.
	 *
	 * @param perOwner maximum entries of one owner
	 * @param inAll maximum entries of all owners; beyond that, the entry that would
	 * expire first is removed. {@link #UNLIMITED} where no owner may displace another's
	 * entries
	 */
	record Limits(int perOwner, int inAll) {

		/** No limit across owners. */
		public static final int UNLIMITED = Integer.MAX_VALUE;

	}

}
