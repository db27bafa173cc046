package dev.serai.gateway.access;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The current pepper, with which keys are hashed, and earlier ones, with which they are
 * still verified.
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

	/**
	 * Returns a secret of 32 bytes for another purpose, the same on all nodes. It reveals
	 * nothing about the pepper.
	 * @param purpose a text that cannot be a key
	 */
	public byte[] derive(String purpose) {
		return this.current.hash(purpose);
	}

	/** Returns the pepper of this id; null when it is not configured (any more). */
	@Nullable Pepper find(String id) {
		return this.byId.get(id);
	}

	/** Returns the ids of all. */
	public Set<String> ids() {
		return this.byId.keySet();
	}

	@Override
	public String toString() {
		return "(peppers " + this.byId.keySet() + ")";
	}

}
