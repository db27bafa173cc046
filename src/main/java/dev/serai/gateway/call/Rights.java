package dev.serai.gateway.call;

import java.util.Set;

/**
 * Which models a key may use, and its team. Both must allow a thing; an empty set allows
 * all. A set names models, aliases, deployments and policies.
 *
 * @param team what the whole team may use
 * @param key what the key itself may use
 */
public record Rights(Set<String> team, Set<String> key) {

	/** All that there is. */
	public static final Rights ALL = new Rights(Set.of(), Set.of());

	/** Whether everything is allowed. */
	public boolean areAll() {
		return this.team.isEmpty() && this.key.isEmpty();
	}

	/**
	 * Whether a thing may be used, by whichever of its names the right to it is written.
	 */
	public boolean open(String... names) {
		return names(this.team, names) && names(this.key, names);
	}

	/**
	 * What is left to check once a policy was asked for by its name: a set that names the
	 * policy allows all that the policy chooses.
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
