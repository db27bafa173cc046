package dev.serai.admin.people;

import org.jspecify.annotations.Nullable;

/** The fields to change of a person; null keeps a field. */
public record PersonChange(@Nullable String name, @Nullable String role, @Nullable Boolean disabled,
		@Nullable String password) {

	@Override
	public String toString() {
		return "PersonChange[]";
	}

}
