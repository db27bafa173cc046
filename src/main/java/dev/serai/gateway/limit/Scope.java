package dev.serai.gateway.limit;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonValue;

/** The kind of subject that a limit applies to. */
public enum Scope {

	/** A key, by its id; {@code *} for each key that has no limit of its own. */
	KEY,
	/** A team, by its id; {@code *} for each team that has no limit of its own. */
	TEAM,
	/** The name that callers send as the model: a model or a policy. */
	MODEL;

	private final String text = name().toLowerCase(Locale.ROOT);

	/** Returns the name in the API. */
	@JsonValue
	public String text() {
		return this.text;
	}

	public static Optional<Scope> of(String text) {
		return Stream.of(values()).filter(scope -> scope.text.equals(text)).findFirst();
	}

}
