package dev.serai.admin.people;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A person as the API returns it.
 *
 * @param role {@code admin}, {@code auditor} or {@code member}
 * @param password whether the person has a password
 * @param oidc whether they have signed in by OpenID Connect
 */
public record PersonFacts(UUID id, String email, String name, String role, boolean disabled, boolean password,
		boolean oidc, Instant createdAt, @Nullable Instant lastSignInAt) {

	public static PersonFacts of(Person person) {
		return new PersonFacts(person.id(), person.email(), person.name(),
				person.role().name().toLowerCase(Locale.ROOT), person.disabled(), person.passwordHash() != null,
				person.subject() != null, person.createdAt(), person.lastSignInAt());
	}

}
