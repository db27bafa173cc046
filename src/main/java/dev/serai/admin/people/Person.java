package dev.serai.admin.people;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

import dev.serai.gateway.access.Operator.Role;
import dev.serai.platform.mail.Recipients;
import org.jspecify.annotations.Nullable;

/**
 * A person who may sign in.
 *
 * @param email in lower case; unique
 * @param passwordHash Argon2id with its parameters; null when the person has no password
 * @param subject issuer and subject at an OpenID Connect provider; null when unknown
 * @param disabled whether the person may not sign in
 * @param generation sessions of an older generation are invalid
 */
public record Person(UUID id, String email, String name, Role role, @Nullable String passwordHash,
		@Nullable String subject, boolean disabled, long generation, Instant createdAt,
		@Nullable Instant lastSignInAt) {

	/**
	 * Normalises an address to lower case; null when it is no valid address. Nothing is
	 * trimmed, and look-alike letters are not mapped.
	 */
	public static @Nullable String email(@Nullable String text) {
		// Some letters beyond ASCII become ASCII in lower case; isAddress rejects them
		// first.
		return (text != null && Recipients.isAddress(text)) ? text.toLowerCase(Locale.ROOT) : null;
	}

	Person withPassword(String hash) {
		return new Person(this.id, this.email, this.name, this.role, hash, this.subject, this.disabled,
				this.generation + 1, this.createdAt, this.lastSignInAt);
	}

	Person withSubject(String newSubject) {
		return new Person(this.id, this.email, this.name, this.role, this.passwordHash, newSubject, this.disabled,
				this.generation, this.createdAt, this.lastSignInAt);
	}

	Person withRole(Role newRole) {
		return new Person(this.id, this.email, this.name, newRole, this.passwordHash, this.subject, this.disabled,
				this.generation, this.createdAt, this.lastSignInAt);
	}

	Person withName(String newName) {
		return new Person(this.id, this.email, newName, this.role, this.passwordHash, this.subject, this.disabled,
				this.generation, this.createdAt, this.lastSignInAt);
	}

	/** Disabling a person also ends their sessions. */
	Person withDisabled(boolean nowDisabled) {
		return new Person(this.id, this.email, this.name, this.role, this.passwordHash, this.subject, nowDisabled,
				nowDisabled ? this.generation + 1 : this.generation, this.createdAt, this.lastSignInAt);
	}

	boolean isAdmin() {
		return this.role == Role.ADMIN && !this.disabled;
	}

	@Override
	public String toString() {
		return "Person[" + this.id + "]";
	}

}
