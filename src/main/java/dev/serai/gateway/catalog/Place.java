package dev.serai.gateway.catalog;

import org.jspecify.annotations.Nullable;

/**
 * Where something stands in the configuration, to say so when it is wrong.
 *
 * @param file the file
 * @param entry the entry in the file, for instance {@code model gpt-4o}
 */
public record Place(String file, String entry) {

	/** A place within this one. */
	public Place in(String part) {
		return new Place(this.file, this.entry + ", " + part);
	}

	/** What is wrong here, in the operator's words. */
	public InvalidConfiguration wrong(String what) {
		return new InvalidConfiguration(this.file + ": " + this.entry + ": " + what);
	}

	/** A field's value breaks a rule. */
	public InvalidConfiguration wrong(String field, Object value, String rule) {
		return wrong(field + " is " + value + "; it must be " + rule);
	}

	/** The field's value, which must be there. */
	public <T> T required(@Nullable T value, String field) {
		if (value == null) {
			throw wrong(field + " is missing; add it");
		}
		return value;
	}

}
