package dev.serai.admin;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import dev.serai.access.KeyCache;
import dev.serai.access.KeyDirectory;
import dev.serai.access.KeyMaker;
import dev.serai.access.Operator;
import dev.serai.access.Organisation;
import dev.serai.access.StoredKey;
import dev.serai.access.Team;
import dev.serai.access.TeamDirectory;
import dev.serai.call.ApiError;
import dev.serai.call.CallRefused;
import org.jspecify.annotations.Nullable;

/** Teams and keys, as an operator makes and ends them. */
public final class Administration {

	private static final int LONGEST_NAME = 100;

	private static final int MOST_MODELS = 1_000;

	private static final int LONGEST_MODEL = 256;

	private final TeamDirectory teams;

	private final KeyDirectory keys;

	private final KeyMaker keyMaker;

	private final KeyCache keyCache;

	private final AuditTrail audit;

	private final Clock clock;

	public Administration(TeamDirectory teams, KeyDirectory keys, KeyMaker keyMaker, KeyCache keyCache,
			AuditTrail audit, Clock clock) {
		this.teams = teams;
		this.keys = keys;
		this.keyMaker = keyMaker;
		this.keyCache = keyCache;
		this.audit = audit;
		this.clock = clock;
	}

	/**
	 * @throws CallRefused 400 for a name that is none, 409 {@code team_exists}
	 */
	public Team createTeam(Operator operator, @Nullable String name) {
		operator.mustBeAdmin();
		Organisation organisation = this.teams.organisation();
		Team team = new Team(UUID.randomUUID(), organisation.id(), name("name", name), organisation.zone(),
				this.clock.instant());
		return this.audit.changing(() -> {
			if (!this.teams.add(team)) {
				throw new CallRefused(ApiError
					.of(409, "invalid_request_error", "team_exists", "There is a team of this name already.")
					.at("name"));
			}
			this.audit.record(operator, "create", "team", team.id().toString(), null, team);
			return team;
		});
	}

	/** All teams by name. */
	public List<Team> listTeams() {
		return this.teams.list();
	}

	/**
	 * Makes a key. Its text is in the answer and nowhere else afterwards.
	 * @param allowedModels null or empty allows all
	 * @param expiresAt null means never
	 * @throws CallRefused 404 {@code team_not_found}, 400 for anything else that is wrong
	 */
	public IssuedKey createKey(Operator operator, @Nullable UUID teamId, @Nullable String name,
			@Nullable List<String> allowedModels, @Nullable Instant expiresAt) {
		if (teamId == null) {
			throw ApiError.invalid("teamId", "'teamId' must be the id of a team.").refused();
		}
		operator.mustManage(teamId);
		String fitName = name("name", name);
		Set<String> models = models((allowedModels != null) ? allowedModels : List.of());
		if (expiresAt != null && !expiresAt.isAfter(this.clock.instant())) {
			throw ApiError.invalid("expiresAt", "'expiresAt' must be in the future.").refused();
		}
		Team team = this.teams.find(teamId)
			.orElseThrow(() -> new CallRefused(
					ApiError.of(404, "invalid_request_error", "team_not_found", "There is no team with this id.")
						.at("teamId")));
		KeyMaker.NewKey key = this.keyMaker.make(team, fitName, models, expiresAt);
		KeyFacts facts = KeyFacts.of(key.stored());
		return this.audit.changing(() -> {
			this.keys.add(key.stored());
			this.audit.record(operator, "create", "key", key.stored().id().toString(), null, facts);
			return new IssuedKey(facts, key.secret());
		});
	}

	/** All keys, newest first, without anything that could be used. */
	public List<KeyFacts> listKeys() {
		return this.keys.list().stream().map(KeyFacts::of).toList();
	}

	/**
	 * Revokes a key, on this node at once. To revoke it again changes nothing.
	 * @throws CallRefused 404 {@code key_not_found}
	 */
	public void revokeKey(Operator operator, UUID id) {
		StoredKey key = this.keys.find(id)
			.filter(found -> operator.sees(found.team().id()))
			.orElseThrow(
					() -> ApiError.of(404, "invalid_request_error", "key_not_found", "There is no key with this id.")
						.refused());
		operator.mustManage(key.team().id());
		this.audit.changing(() -> {
			if (this.keys.revoke(id)) {
				this.audit.record(operator, "revoke", "key", id.toString(), KeyFacts.of(key), null);
			}
			return null;
		});
		this.keyCache.forget(key.publicId());
	}

	private static String name(String param, @Nullable String name) {
		String stripped = (name != null) ? name.strip() : "";
		if (!isPlain(stripped, LONGEST_NAME)) {
			throw ApiError
				.invalid(param, "'" + param + "' must have 1 to " + LONGEST_NAME + " characters and none for control.")
				.refused();
		}
		return stripped;
	}

	private static Set<String> models(List<String> models) {
		if (models.size() > MOST_MODELS || !models.stream().allMatch(model -> isPlain(model, LONGEST_MODEL))) {
			throw ApiError
				.invalid("allowedModels", "'allowedModels' must be at most " + MOST_MODELS + " names of models.")
				.refused();
		}
		return Set.copyOf(models);
	}

	private static boolean isPlain(@Nullable String text, int longest) {
		return text != null && !text.isBlank() && text.codePointCount(0, text.length()) <= longest && text.codePoints()
			.noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
	}

}
