package dev.serai.gateway.limit;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonValue;

/** What a limit is for. */
public enum Scope {

	/** A key, by its id; {@code *} for each key that has no limit of its own. */
	KEY,
	/** A team, by its id; {@code *} for each team that has no limit of its own. */
	TEAM,
	/** What callers name as the model: a model or a policy. */
	MODEL;

	private final String text = name().toLowerCase(Locale.ROOT);

	/** Its name as people write it. */
	@JsonValue
	public String text() {
		return this.text;
	}

	public static Optional<Scope> of(String text) {
		return Stream.of(values()).filter(scope -> scope.text.equals(text)).findFirst();
	}

}
