package dev.serai.gateway.access;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The pepper under which keys are hashed now, and those from before it, under which keys
 * are still known.
 */
public final class Peppers {

	private final Pepper current;

	private final Map<String, Pepper> byId = new HashMap<>();

	public Peppers(Pepper current, List<Pepper> previous) {
		this.current = current;
		previous.forEach(pepper -> this.byId.put(pepper.id(), pepper));
		this.byId.put(current.id(), current);
	}

	Pepper current() {
		return this.current;
	}

	/** The pepper of this id; null when it is not known (any more). */
	@Nullable Pepper find(String id) {
		return this.byId.get(id);
	}

	/** The ids of all. */
	public Set<String> ids() {
		return this.byId.keySet();
	}

	@Override
	public String toString() {
		return "(peppers " + this.byId.keySet() + ")";
	}

}
