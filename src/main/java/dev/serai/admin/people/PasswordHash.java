package dev.serai.admin.people;

import dev.serai.platform.error.CallRefused;

/** Slow and salted hashing of passwords. */
public interface PasswordHash {

	/**
	 * @throws CallRefused 503 while too many others are being hashed
	 */
	String hash(String password);

	/**
	 * Whether the hash is of this password.
	 * @throws CallRefused 503 while too many others are being hashed
	 */
	boolean matches(String password, String hash);

}
