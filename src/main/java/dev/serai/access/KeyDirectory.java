package dev.serai.access;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Where keys are kept. Every method ends with the refusal 503
 * {@code dependency_unavailable} while the directory cannot be reached.
 */
public interface KeyDirectory {

	/** The key with this public id, revoked or not. */
	Optional<StoredKey> find(String publicId);

	/** Keeps a new key. */
	void add(StoredKey key);

	/** All keys, newest first. */
	List<StoredKey> list();

	/** The key with this id, revoked or not. */
	Optional<StoredKey> find(UUID id);

	/**
	 * Revokes a key.
	 * @return false when there is no such key, or it was revoked before
	 */
	boolean revoke(UUID id);

	/**
	 * What was revoked lately, by the directory's own clock.
	 * @param since where the last look ended; {@link Instant#EPOCH} for the first look
	 */
	Revocations revokedSince(Instant since);

	/**
	 * Keys that were revoked.
	 *
	 * @param publicIds of the keys; some may have been told before
	 * @param until where the next look has to begin so that nothing is missed
	 */
	record Revocations(Collection<String> publicIds, Instant until) {
	}

}
