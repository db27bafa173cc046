package dev.serai.gateway.limit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

import dev.serai.gateway.call.Caller;
import org.jspecify.annotations.Nullable;

/** All limits at one moment, in the form that is checked for calls. Immutable. */
final class Bounds {

	static final Bounds NONE = new Bounds(List.of());

	private final Map<UUID, Bound> keys = new HashMap<>();

	private final Map<UUID, Bound> teams = new HashMap<>();

	private final Map<String, Bound> models = new HashMap<>();

	private @Nullable Limit everyKey;

	private @Nullable Limit everyTeam;

	private final boolean empty;

	Bounds(List<Limit> limits) {
		this.empty = limits.isEmpty();
		for (Limit limit : limits) {
			if (limit.subject().equals(Limit.EVERYBODY)) {
				everybody(limit);
			}
		}
		for (Limit limit : limits) {
			if (!limit.subject().equals(Limit.EVERYBODY) || limit.scope() == Scope.MODEL) {
				one(limit);
			}
		}
	}

	private void everybody(Limit limit) {
		switch (limit.scope()) {
			case KEY -> this.everyKey = limit;
			case TEAM -> this.everyTeam = limit;
			case MODEL -> {
				// Limits of models have no default.
			}
		}
	}

	/** What a limit leaves out is taken from the default. */
	private void one(Limit limit) {
		switch (limit.scope()) {
			case KEY ->
				this.keys.put(UUID.fromString(limit.subject()), Bound.of(limit.orElse(this.everyKey), limit.subject()));
			case TEAM -> this.teams.put(UUID.fromString(limit.subject()),
					Bound.of(limit.orElse(this.everyTeam), limit.subject()));
			case MODEL -> this.models.put(limit.subject(), Bound.of(limit, limit.subject()));
		}
	}

	boolean isEmpty() {
		return this.empty;
	}

	/**
	 * Returns the limits for a call: at most one of each scope, always in the same order.
	 * @param model the name that the caller gave
	 * @param canonical maps an alias or {@code provider/model} to the model's own name
	 */
	List<Bound> of(Caller caller, String model, UnaryOperator<String> canonical) {
		List<Bound> found = new ArrayList<>(3);
		add(found, this.keys.get(caller.keyId()), this.everyKey, caller.keyId());
		add(found, this.teams.get(caller.teamId()), this.everyTeam, caller.teamId());
		if (!this.models.isEmpty()) {
			Bound bound = this.models.get(canonical.apply(model));
			if (bound != null) {
				found.add(bound);
			}
		}
		return found;
	}

	private static void add(List<Bound> found, @Nullable Bound own, @Nullable Limit everybody, UUID id) {
		if (own != null) {
			found.add(own);
		}
		else if (everybody != null) {
			found.add(Bound.of(everybody, id.toString()));
		}
	}

}
