package dev.serai.gateway.catalog;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;

import com.fasterxml.jackson.core.JsonPointer;
import dev.serai.platform.error.NearestName;
import org.jspecify.annotations.Nullable;

/**
 * A place in a configuration file, for error messages.
 *
 * @param file the file
 * @param pointer the entry or field in it
 */
public record Place(ConfigFile file, JsonPointer pointer) {

	/** Returns the place of a field. */
	public Place in(String field) {
		return new Place(this.file, this.pointer.appendProperty(field));
	}

	/** Returns the place of a list's entry. */
	public Place in(int index) {
		return new Place(this.file, this.pointer.appendIndex(index));
	}

	/** Returns an error about this place. */
	public InvalidConfiguration wrong(String what) {
		return new InvalidConfiguration(this.file.told(Map.of(this.pointer, what)));
	}

	/** Returns a remark about this place, for the log. */
	public String remark(String what) {
		return this.file.told(Map.of(this.pointer, what));
	}

	/** Returns an error about a value that breaks a rule. */
	public InvalidConfiguration wrong(Object value, String rule) {
		return wrong("it is " + value + "; it must be " + rule);
	}

	/** Returns an error about an unknown name. */
	public InvalidConfiguration unknown(String name, Collection<String> known) {
		return wrong(name, NearestName.oneOf(name, known));
	}

	/**
	 * Parses a duration: {@code 500ms}, {@code 10s}, {@code 5m} or {@code 1h}.
	 * @param text as the schema accepts it
	 * @param otherwise the value for a missing field
	 */
	public Duration duration(String field, @Nullable String text, Duration otherwise, Duration longest) {
		if (text == null) {
			return otherwise;
		}
		Duration duration = text.endsWith("ms") ? Duration.ofMillis(Long.parseLong(text, 0, text.length() - 2, 10))
				: Duration.parse("PT" + text);
		if (!duration.isPositive() || duration.compareTo(longest) > 0) {
			String most = (longest.toHours() > 1) ? longest.toHours() + "h"
					: (longest.toMinutes() > 0) ? longest.toMinutes() + "m" : longest.toSeconds() + "s";
			throw in(field).wrong(text, "a time above 0 and at most " + most);
		}
		return duration;
	}

}
