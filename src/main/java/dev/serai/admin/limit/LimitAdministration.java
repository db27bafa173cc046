package dev.serai.admin.limit;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import dev.serai.gateway.access.KeyDirectory;
import dev.serai.gateway.access.Operator;
import dev.serai.gateway.access.StoredKey;
import dev.serai.gateway.access.TeamDirectory;
import dev.serai.gateway.limit.CurrentLimits;
import dev.serai.gateway.limit.Limit;
import dev.serai.gateway.limit.LimitDirectory;
import dev.serai.gateway.limit.Scope;
import dev.serai.ledger.audit.AuditTrail;
import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;
import org.jspecify.annotations.Nullable;

/**
 * Manages limits for operators. Admins set any limit; owners of a team set limits of its
 * keys, up to the team's limits.
 */
public final class LimitAdministration {

	/** Every JSON reader represents numbers exactly up to here. */
	private static final long MOST = 1_000_000_000_000L;

	private static final int UUID_LENGTH = 36;

	private final LimitDirectory limits;

	private final CurrentLimits current;

	private final TeamDirectory teams;

	private final KeyDirectory keys;

	private final Predicate<String> isModel;

	private final AuditTrail audit;

	private final Clock clock;

	/**
	 * @param isModel whether callers can request this as a model and it is no alias
	 */
	public LimitAdministration(LimitDirectory limits, CurrentLimits current, TeamDirectory teams, KeyDirectory keys,
			Predicate<String> isModel, AuditTrail audit, Clock clock) {
		this.limits = limits;
		this.current = current;
		this.teams = teams;
		this.keys = keys;
		this.isModel = isModel;
		this.audit = audit;
		this.clock = clock;
	}

	/**
	 * Returns the limits that the operator may see, without those of other teams and
	 * their keys.
	 */
	public List<Limit> list(Operator operator) {
		List<Limit> all = this.limits.list();
		if (operator.seesAll()) {
			return all;
		}
		Map<String, UUID> teamOfKey = this.keys.list()
			.stream()
			.collect(Collectors.toMap(key -> key.id().toString(), key -> key.team().id()));
		return all.stream().filter(limit -> {
			if (limit.scope() == Scope.MODEL || limit.subject().equals(Limit.EVERYBODY)) {
				return true;
			}
			UUID team = (limit.scope() == Scope.TEAM) ? UUID.fromString(limit.subject())
					: teamOfKey.get(limit.subject());
			return team != null && operator.sees(team);
		}).toList();
	}

	/**
	 * Sets or replaces a subject's limit. Applies on this node at once.
	 * @throws CallRefused 400 for an invalid limit or one above the team's; 404 for an
	 * unknown subject; 403
	 */
	public Limit put(Operator operator, NewLimit wanted) {
		Scope scope = scope(wanted.scope());
		String subject = wanted.subject();
		if (wanted.requestsPerMinute() == null && wanted.tokensPerMinute() == null
				&& wanted.concurrentCalls() == null) {
			throw ApiError
				.invalid("requestsPerMinute",
						"One of 'requestsPerMinute', 'tokensPerMinute' and 'concurrentCalls' must be given.")
				.refused();
		}
		Limit limit = new Limit(scope, subject, count("requestsPerMinute", wanted.requestsPerMinute()),
				count("tokensPerMinute", wanted.tokensPerMinute()), count("concurrentCalls", wanted.concurrentCalls()),
				this.clock.instant());
		Optional<UUID> team = mayChange(operator, scope, subject);
		if (!operator.isAdmin()) {
			team.ifPresent(id -> mustBeWithin(limit, id));
		}
		this.audit.changing(() -> {
			Limit before = this.limits.find(scope, subject).orElse(null);
			this.limits.put(limit);
			this.audit.record(operator, (before != null) ? "update" : "create", "limit", name(scope, subject), before,
					limit);
			return limit;
		});
		this.current.refresh();
		return limit;
	}

	/**
	 * Removes a limit, on this node at once.
	 * @throws CallRefused 404 {@code limit_not_found}; 400; 403
	 */
	public void remove(Operator operator, String scopeText, String subject) {
		Scope scope = scope(scopeText);
		Limit before = this.limits.find(scope, subject).orElse(null);
		if (before == null || !operator.isAdmin()) {
			mayChange(operator, scope, subject);
		}
		this.audit.changing(() -> {
			if (before == null || !this.limits.remove(scope, subject)) {
				throw notFound("limit_not_found", "There is no such limit.");
			}
			this.audit.record(operator, "delete", "limit", name(scope, subject), before, null);
			return null;
		});
		this.current.refresh();
	}

	private static String name(Scope scope, String subject) {
		return scope.text() + ':' + subject;
	}

	/** Returns the team of the subject if the operator may change its limit. */
	private Optional<UUID> mayChange(Operator operator, Scope scope, String subject) {
		if (subject.equals(Limit.EVERYBODY) && scope != Scope.MODEL) {
			operator.mustBeAdmin();
			return Optional.empty();
		}
		return switch (scope) {
			case KEY -> Optional.of(mayChangeKey(operator, subject));
			case TEAM -> {
				UUID id = id(subject).orElseThrow(LimitAdministration::noTeam);
				operator.mustSee(id);
				operator.mustBeAdmin();
				if (this.teams.find(id).isEmpty()) {
					throw noTeam();
				}
				yield Optional.empty();
			}
			case MODEL -> {
				operator.mustBeAdmin();
				if (!this.isModel.test(subject)) {
					throw notFound("model_not_found",
							"There is no model or policy of this name; an alias or provider/model is limited with its model.");
				}
				yield Optional.empty();
			}
		};
	}

	private UUID mayChangeKey(Operator operator, String subject) {
		StoredKey key = id(subject).flatMap(this.keys::find)
			.filter(found -> operator.sees(found.team().id()))
			.orElseThrow(() -> notFound("key_not_found", "There is no key with this id."));
		operator.mustManage(key.team().id());
		return key.team().id();
	}

	private void mustBeWithin(Limit limit, UUID team) {
		Limit above = this.limits.find(Scope.TEAM, team.toString())
			.or(() -> this.limits.find(Scope.TEAM, Limit.EVERYBODY))
			.orElse(null);
		mustBeWithin(limit, above);
		// A key's own limit must not exceed the one that an admin set for every key.
		mustBeWithin(limit, this.limits.find(Scope.KEY, Limit.EVERYBODY).orElse(null));
	}

	private static void mustBeWithin(Limit limit, @Nullable Limit above) {
		if (above != null) {
			mustBeWithin("requestsPerMinute", limit, above, Limit::requestsPerMinute);
			mustBeWithin("tokensPerMinute", limit, above, Limit::tokensPerMinute);
			mustBeWithin("concurrentCalls", limit, above, Limit::concurrentCalls);
		}
	}

	private static void mustBeWithin(String field, Limit limit, Limit above, Function<Limit, @Nullable Long> figure) {
		Long wanted = figure.apply(limit);
		Long most = figure.apply(above);
		if (wanted != null && most != null && wanted > most) {
			throw ApiError
				.invalid(field,
						"'" + field + "' must not be above that of the team or of every key, which is " + most + ".")
				.refused();
		}
	}

	private static Scope scope(@Nullable String text) {
		return Optional.ofNullable(text)
			.flatMap(Scope::of)
			.orElseThrow(() -> ApiError.invalid("scope", "'scope' must be key, team or model.").refused());
	}

	private static @Nullable Long count(String field, @Nullable Long value) {
		if (value != null && (value < 0 || value > MOST)) {
			throw ApiError.invalid(field, "'" + field + "' must be a whole number from 0 to " + MOST + ".").refused();
		}
		return value;
	}

	private static Optional<UUID> id(String text) {
		try {
			return (text.length() == UUID_LENGTH)
					? Optional.of(UUID.fromString(text)).filter(id -> id.toString().equals(text)) : Optional.empty();
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

	private static CallRefused noTeam() {
		return notFound("team_not_found", "There is no team with this id.");
	}

	private static CallRefused notFound(String code, String message) {
		return ApiError.of(404, "invalid_request_error", code, message).refused();
	}

}
