package dev.serai.admin.people;

import org.jspecify.annotations.Nullable;

/**
 * Somebody who is to be able to sign in.
 *
 * @param role null means {@code member}
 * @param password null leaves OpenID Connect as the only way in
 */
public record NewPerson(@Nullable String email, @Nullable String name, @Nullable String role,
		@Nullable String password) {

	@Override
	public String toString() {
		return "NewPerson[]";
	}

}
