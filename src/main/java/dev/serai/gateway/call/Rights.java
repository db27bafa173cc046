package dev.serai.gateway.call;

import java.util.Set;

/**
 * The models that a key and its team may use. Both sets must allow a model; an empty set
 * allows all. A set names models, aliases, deployments and policies.
 *
 * @param team what the whole team may use
 * @param key what the key may use
 */
public record Rights(Set<String> team, Set<String> key) {

	/** Allows everything. */
	public static final Rights ALL = new Rights(Set.of(), Set.of());

	/** Returns whether everything is allowed. */
	public boolean areAll() {
		return this.team.isEmpty() && this.key.isEmpty();
	}

	/**
	 * Returns whether a model may be used.
	 * @param names all its names, any of which may be in the sets
	 */
	public boolean open(String... names) {
		return names(this.team, names) && names(this.key, names);
	}

	/**
	 * Returns the rights to check for each candidate after a policy was requested by
	 * name: a set that contains the policy allows everything that the policy selects.
	 */
	public Rights within(String policy) {
		boolean byTeam = this.team.contains(policy);
		boolean byKey = this.key.contains(policy);
		return (byTeam || byKey) ? new Rights(byTeam ? Set.of() : this.team, byKey ? Set.of() : this.key) : this;
	}

	private static boolean names(Set<String> allowed, String[] names) {
		if (allowed.isEmpty()) {
			return true;
		}
		for (String name : names) {
			if (allowed.contains(name)) {
				return true;
			}
		}
		return false;
	}

}
