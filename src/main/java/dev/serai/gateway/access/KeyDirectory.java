package dev.serai.gateway.access;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Stores keys. Every method throws the refusal 503 {@code dependency_unavailable} while
 * the store cannot be reached.
 */
public interface KeyDirectory {

	/** Returns the key with this public id, revoked or not. */
	Optional<StoredKey> find(String publicId);

	/** Stores a new key. */
	void add(StoredKey key);

	/** Returns all keys, newest first. */
	List<StoredKey> list();

	/** Returns the keys of some teams, newest first. */
	List<StoredKey> list(Set<UUID> teams);

	/** Returns the key with this id, revoked or not. */
	Optional<StoredKey> find(UUID id);

	/** Returns the same, and locks it until the current transaction ends. */
	Optional<StoredKey> lock(UUID id);

	/** Updates a key's name, terms and secrets. */
	void update(StoredKey key);

	/**
	 * Revokes a key.
	 * @return false when there is no such key, or it was revoked before
	 */
	boolean revoke(UUID id);

	/**
	 * Stores a secret's hash under another pepper, unless the secret was replaced
	 * meanwhile.
	 */
	void rehash(UUID id, KeySecret old, KeySecret renewed);

	/** Returns the number of active keys by the id of their pepper. */
	Map<String, Long> workingByPepper();

	/**
	 * Returns recent changes, by the directory's own clock.
	 * @param since where the last read ended; {@link Instant#EPOCH} for the first
	 */
	Changes changedSince(Instant since);

	/**
	 * Recent changes.
	 *
	 * @param changes some may have been returned before
	 * @param until where the next read has to begin so that nothing is missed
	 */
	record Changes(Collection<Change> changes, Instant until) {
	}

	/**
	 * One change.
	 *
	 * @param subject the public id of a key, or the id of a team or an organisation
	 */
	record Change(Kind kind, String subject, Instant at) {
	}

	/** What was changed. */
	enum Kind {

		KEY, TEAM, ORGANISATION

	}

}
