package dev.serai.admin.people;

import java.util.Set;

import dev.serai.admin.organisation.Body;
import org.jspecify.annotations.Nullable;

/** What is to be changed of a person; null leaves it as it is. */
public record PersonChange(@Nullable String name, @Nullable String role, @Nullable Boolean disabled,
		@Nullable String password) {

	private static final Set<String> FIELDS = Set.of("name", "role", "disabled", "password");

	/** Reads {@code {"name"?,"role"?,"disabled"?,"password"?}} strictly. */
	public static PersonChange read(byte[] json) {
		Body body = Body.of(json, FIELDS);
		return new PersonChange(body.text("name"), body.text("role"), body.flag("disabled"), body.text("password"));
	}

	@Override
	public String toString() {
		return "PersonChange[]";
	}

}
