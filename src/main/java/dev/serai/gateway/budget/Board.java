package dev.serai.gateway.budget;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.serai.gateway.call.Caller;
import org.jspecify.annotations.Nullable;

/** All budgets, indexed for calls. Immutable. */
final class Board {

	/** The state before the budgets have been read: whether any exist is unknown. */
	static final Board UNKNOWN = new Board(-1, List.of());

	private final long version;

	private final Map<UUID, Budget> byId = new HashMap<>();

	private final Map<UUID, List<Budget>> ofOrganisations = new HashMap<>();

	private final Map<UUID, List<Budget>> ofTeams = new HashMap<>();

	private final Map<UUID, List<Budget>> ofKeys = new HashMap<>();

	private final Map<UUID, Map<String, List<Budget>>> ofFeatures = new HashMap<>();

	Board(long version, List<Budget> budgets) {
		this.version = version;
		for (Budget budget : budgets) {
			this.byId.put(budget.id(), budget);
			if (budget.hard()) {
				enlist(budget);
			}
		}
	}

	private void enlist(Budget budget) {
		Scope scope = budget.scope();
		List<Budget> list = switch (scope.kind()) {
			case ORGANISATION -> at(this.ofOrganisations, scope.organisationId());
			case TEAM -> at(this.ofTeams, scope.teamId());
			case KEY -> at(this.ofKeys, scope.keyId());
			case FEATURE ->
				at(this.ofFeatures.computeIfAbsent(scope.teamId(), team -> new HashMap<>()), scope.feature());
		};
		list.add(budget);
	}

	private static <K> List<Budget> at(Map<K, List<Budget>> map, K key) {
		return map.computeIfAbsent(key, k -> new ArrayList<>(1));
	}

	long version() {
		return this.version;
	}

	/** Returns all budgets, hard or not. */
	Collection<Budget> all() {
		return this.byId.values();
	}

	@Nullable Budget find(UUID id) {
		return this.byId.get(id);
	}

	/** Returns the hard budgets that apply to a call. */
	List<Budget> over(Caller caller, @Nullable String feature) {
		if (this.byId.isEmpty()) {
			return List.of();
		}
		List<Budget> found = new ArrayList<>(4);
		found.addAll(this.ofKeys.getOrDefault(caller.keyId(), List.of()));
		if (feature != null) {
			found.addAll(this.ofFeatures.getOrDefault(caller.teamId(), Map.of()).getOrDefault(feature, List.of()));
		}
		found.addAll(this.ofTeams.getOrDefault(caller.teamId(), List.of()));
		found.addAll(this.ofOrganisations.getOrDefault(caller.organisationId(), List.of()));
		return found;
	}

}
