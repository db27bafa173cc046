package dev.serai.insight.alert;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The channels of the configuration. Some may be named there and not be there, because a
 * variable is not set: rules may name them, and nothing is sent.
 */
public final class Channels {

	private final Map<String, Entry> entries = new LinkedHashMap<>();

	Channels(List<Entry> entries) {
		entries.forEach(entry -> this.entries.put(entry.name(), entry));
	}

	/** All that are named, in the configuration's order. */
	public List<Entry> all() {
		return List.copyOf(this.entries.values());
	}

	/** One that is named, be it there or not. */
	Optional<Entry> named(String name) {
		return Optional.ofNullable(this.entries.get(name));
	}

	/** One that is there. */
	public Optional<Channel> find(String name) {
		return named(name).flatMap(Entry::channel);
	}

	boolean isThere(String name) {
		return find(name).isPresent();
	}

	/**
	 * What the configuration says of a channel.
	 *
	 * @param forTeams whether owners of teams may use it
	 * @param channel empty while it is not configured
	 */
	public record Entry(String name, String type, boolean forTeams, Optional<Channel> channel) {
	}

}
