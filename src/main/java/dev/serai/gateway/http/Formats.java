package dev.serai.gateway.http;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

import dev.serai.gateway.operation.Format;
import org.jspecify.annotations.Nullable;

/** The formats of callers, by name. An endpoint's route selects one. */
public final class Formats {

	private final Map<String, Format> byName = new TreeMap<>();

	private final Format usual;

	/**
	 * @param usual the default format
	 * @throws IllegalArgumentException when two formats have the same name
	 */
	public Formats(Collection<? extends Format> formats, Format usual) {
		for (Format format : formats) {
			if (this.byName.put(format.name(), format) != null) {
				throw new IllegalArgumentException("Two formats have the name " + format.name());
			}
		}
		this.usual = usual;
	}

	/**
	 * Returns the format of this name; the default for null.
	 * @throws IllegalArgumentException when there is none
	 */
	public Format named(@Nullable String name) {
		if (name == null) {
			return this.usual;
		}
		Format format = this.byName.get(name);
		if (format == null) {
			throw new IllegalArgumentException(
					"There is no format " + name + "; an endpoint may name one of " + this.byName.keySet());
		}
		return format;
	}

}
