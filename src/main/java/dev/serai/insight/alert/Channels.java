package dev.serai.insight.alert;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The channels of the configuration. A channel whose environment variable is not set
 * counts as not configured: rules may name it, and nothing is sent to it.
 */
public final class Channels {

	private final Map<String, Entry> entries = new LinkedHashMap<>();

	Channels(List<Entry> entries) {
		entries.forEach(entry -> this.entries.put(entry.name(), entry));
	}

	/** Returns all named channels, in the configuration's order. */
	public List<Entry> all() {
		return List.copyOf(this.entries.values());
	}

	/** Finds a named channel, configured or not. */
	Optional<Entry> named(String name) {
		return Optional.ofNullable(this.entries.get(name));
	}

	/** Finds a configured channel. */
	public Optional<Channel> find(String name) {
		return named(name).flatMap(Entry::channel);
	}

	boolean isThere(String name) {
		return find(name).isPresent();
	}

	/**
	 * A channel's entry in the configuration.
	 *
	 * @param forTeams whether owners of teams may use it
	 * @param channel empty while it is not configured
	 */
	public record Entry(String name, String type, boolean forTeams, Optional<Channel> channel) {
	}

}
