package dev.serai.admin.people;

import dev.serai.platform.error.CallRefused;

/** Hashes passwords with a slow, salted algorithm. */
public interface PasswordHash {

	/**
	 * @throws CallRefused 503 while too many passwords are being hashed
	 */
	String hash(String password);

	/**
	 * Whether the hash belongs to this password.
	 * @throws CallRefused 503 while too many passwords are being hashed
	 */
	boolean matches(String password, String hash);

}
