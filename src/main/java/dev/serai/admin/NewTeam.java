package dev.serai.admin;

import java.util.Set;

import org.jspecify.annotations.Nullable;

/** A team that an operator wants. */
public record NewTeam(@Nullable String name) {

	private static final Set<String> FIELDS = Set.of("name");

	/** Reads {@code {"name"}} strictly. */
	public static NewTeam read(byte[] json) {
		return new NewTeam(Body.of(json, FIELDS).text("name"));
	}

}
