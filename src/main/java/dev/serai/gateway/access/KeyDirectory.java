package dev.serai.gateway.access;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

	/** The keys of some teams, newest first. */
	List<StoredKey> list(Set<UUID> teams);

	/** The key with this id, revoked or not. */
	Optional<StoredKey> find(UUID id);

	/** The same, and nobody else changes it until the transaction under way has ended. */
	Optional<StoredKey> lock(UUID id);

	/** Keeps a key's name, terms and secrets as they are now. */
	void update(StoredKey key);

	/**
	 * Revokes a key.
	 * @return false when there is no such key, or it was revoked before
	 */
	boolean revoke(UUID id);

	/** Keeps a secret's hash under another pepper, unless it was replaced meanwhile. */
	void rehash(UUID id, KeySecret old, KeySecret renewed);

	/** How many keys that work have their hash under which pepper, by the pepper's id. */
	Map<String, Long> workingByPepper();

	/**
	 * What was changed lately, by the directory's own clock.
	 * @param since where the last look ended; {@link Instant#EPOCH} for the first look
	 */
	Changes changedSince(Instant since);

	/**
	 * What is not any more as it was.
	 *
	 * @param changes some may have been told before
	 * @param until where the next look has to begin so that nothing is missed
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
