package dev.serai.admin.people;

import org.jspecify.annotations.Nullable;

/** What is to be changed of a person; null leaves it as it is. */
public record PersonChange(@Nullable String name, @Nullable String role, @Nullable Boolean disabled,
		@Nullable String password) {

	@Override
	public String toString() {
		return "PersonChange[]";
	}

}
