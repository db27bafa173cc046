package dev.serai.admin.people;

import org.jspecify.annotations.Nullable;

/**
 * A person to create.
 *
 * @param role null means {@code member}
 * @param password null allows only OpenID Connect
 */
public record NewPerson(@Nullable String email, @Nullable String name, @Nullable String role,
		@Nullable String password) {

	@Override
	public String toString() {
		return "NewPerson[]";
	}

}
