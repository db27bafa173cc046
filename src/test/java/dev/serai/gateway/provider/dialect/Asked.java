package dev.serai.gateway.provider.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A request as a provider received it.
 *
 * @param provider the first segment of the path
 * @param model the provider's name of the model
 * @param body the request
 */
record Asked(String provider, String model, JsonNode body) {

	/** Returns whether a field of the request has a value other than null. */
	boolean sets(String field) {
		return this.body.hasNonNull(field);
	}

	String text(String field) {
		return this.body.path(field).asText("");
	}

	JsonNode messages() {
		return this.body.path("messages");
	}

	boolean hasTools() {
		return !this.body.path("tools").isEmpty();
	}

	/** Returns whether the model's name without its vendor fits a regular expression. */
	boolean isModel(String pattern) {
		return this.model.substring(this.model.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT).matches(pattern);
	}

	/** Returns whether any text of the messages contains a word. */
	boolean says(String word) {
		return messages().findValuesAsText("content").toString().toLowerCase(Locale.ROOT).contains(word)
				|| messages().findValuesAsText("text").toString().toLowerCase(Locale.ROOT).contains(word);
	}

	/** The names of an object's fields. */
	static List<String> names(JsonNode object) {
		List<String> names = new ArrayList<>();
		object.fieldNames().forEachRemaining(names::add);
		return names;
	}

}
