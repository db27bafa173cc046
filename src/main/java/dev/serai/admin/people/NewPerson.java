package dev.serai.admin.people;

import java.util.Set;

import dev.serai.admin.organisation.Body;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who is to be able to sign in.
 *
 * @param role null means {@code member}
 * @param password null leaves OpenID Connect as the only way in
 */
public record NewPerson(@Nullable String email, @Nullable String name, @Nullable String role,
		@Nullable String password) {

	private static final Set<String> FIELDS = Set.of("email", "name", "role", "password");

	/** Reads {@code {"email","name","role"?,"password"?}} strictly. */
	public static NewPerson read(byte[] json) {
		Body body = Body.of(json, FIELDS);
		return new NewPerson(body.text("email"), body.text("name"), body.text("role"), body.text("password"));
	}

	@Override
	public String toString() {
		return "NewPerson[]";
	}

}
