package dev.serai.admin.organisation;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

import dev.serai.gateway.access.KeyCache;
import dev.serai.gateway.access.KeyDirectory;
import dev.serai.gateway.access.KeyMaker;
import dev.serai.gateway.access.KeyTerms;
import dev.serai.gateway.access.Operator;
import dev.serai.gateway.access.StoredKey;
import dev.serai.gateway.access.Team;
import dev.serai.gateway.access.TeamDirectory;
import dev.serai.gateway.call.NameRule;
import dev.serai.ledger.audit.AuditTrail;
import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;
import dev.serai.platform.json.Patch;
import org.jspecify.annotations.Nullable;

/** Manages keys for operators. Changes apply on this node at once. */
public final class Keys {

	private static final String KIND = "key";

	private static final Duration USUAL_OVERLAP = Duration.ofHours(24);

	private static final Duration LONGEST_OVERLAP = Duration.ofDays(30);

	private final TeamDirectory teams;

	private final KeyDirectory keys;

	private final KeyMaker keyMaker;

	private final KeyCache keyCache;

	private final AuditTrail audit;

	private final TermsCheck terms;

	/**
	 * @param isPolicy whether a policy of this name exists
	 */
	public Keys(TeamDirectory teams, KeyDirectory keys, KeyMaker keyMaker, KeyCache keyCache, AuditTrail audit,
			Predicate<String> isPolicy, Clock clock) {
		this.teams = teams;
		this.keys = keys;
		this.keyMaker = keyMaker;
		this.keyCache = keyCache;
		this.audit = audit;
		this.terms = new TermsCheck(clock, isPolicy);
	}

	/**
	 * Returns the keys that the operator may see, newest first, without secrets.
	 * @param team null for those of all teams
	 * @throws CallRefused 404 {@code team_not_found} for a team that the operator may not
	 * see
	 */
	public List<KeyFacts> list(Operator operator, @Nullable UUID team) {
		return visible(operator, team).stream().map(KeyFacts::of).toList();
	}

	private List<StoredKey> visible(Operator operator, @Nullable UUID team) {
		if (team != null) {
			operator.mustSee(team);
			return this.keys.list(Set.of(team));
		}
		return operator.seesAll() ? this.keys.list() : this.keys.list(operator.visibleTeams());
	}

	/**
	 * @throws CallRefused 404 {@code key_not_found}
	 */
	public KeyFacts find(Operator operator, UUID id) {
		return KeyFacts.of(this.keys.find(id)
			.filter(key -> operator.sees(key.team().id()))
			.orElseThrow(() -> Refusal.notFound(KIND)));
	}

	/**
	 * Creates a key. Its secret is in the result and cannot be read later.
	 * @throws CallRefused 400, 404 {@code team_not_found} or 409 {@code team_archived}
	 */
	public IssuedKey create(Operator operator, WantedKey wanted) {
		UUID teamId = wanted.teamId();
		operator.mustManage(teamId);
		String name = NameRule.name("name", wanted.name());
		KeyTerms terms = this.terms.terms(wanted, KeyTerms.UNLIMITED);
		return this.audit.changing(() -> {
			Team team = this.teams.lock(teamId).orElseThrow(() -> Refusal.notFound("team", "teamId"));
			if (team.archivedAt() != null) {
				throw Refusal.ended("team", "archived");
			}
			KeyMaker.NewKey key = this.keyMaker.make(team, name, terms);
			KeyFacts facts = KeyFacts.of(key.stored());
			this.keys.add(key.stored());
			this.audit.record(operator, "create", KIND, facts.id().toString(), null, facts);
			return new IssuedKey(facts, key.secret());
		});
	}

	/**
	 * Changes the given fields; null removes a restriction.
	 * @throws CallRefused 400, 404 {@code key_not_found} or 409 {@code key_revoked}
	 */
	public KeyFacts change(Operator operator, UUID id, Patch patch) {
		KeyFacts changed = this.audit.changing(() -> {
			StoredKey before = locked(operator, id);
			WantedKey wanted = patch.onto(WantedKey.of(before));
			StoredKey after = before.changed(NameRule.name("name", wanted.name()),
					this.terms.terms(wanted, before.terms()));
			return kept(operator, "update", before, after);
		});
		this.keyCache.forget(changed.publicId());
		return changed;
	}

	/**
	 * Replaces a key's secret. The new one is in the result and cannot be read later.
	 * @param wanted how long the previous secret still works; null for one day
	 * @throws CallRefused as {@link #change}
	 */
	public IssuedKey rotate(Operator operator, UUID id, @Nullable Duration wanted) {
		Duration overlap = (wanted != null) ? wanted : USUAL_OVERLAP;
		if (overlap.isNegative() || overlap.compareTo(LONGEST_OVERLAP) > 0) {
			throw ApiError.invalid("overlap", "'overlap' must be from PT0S to " + LONGEST_OVERLAP + ", like PT24H.")
				.refused();
		}
		IssuedKey rotated = this.audit.changing(() -> {
			StoredKey before = locked(operator, id);
			KeyMaker.NewKey key = this.keyMaker.rotate(before, overlap);
			return new IssuedKey(kept(operator, "rotate", before, key.stored()), key.secret());
		});
		this.keyCache.forget(rotated.key().publicId());
		return rotated;
	}

	/** Reads a key and locks it until the transaction ends. */
	private StoredKey locked(Operator operator, UUID id) {
		StoredKey key = this.keys.lock(id)
			.filter(found -> operator.sees(found.team().id()))
			.orElseThrow(() -> Refusal.notFound(KIND));
		operator.mustManage(key.team().id());
		if (key.revokedAt() != null) {
			throw Refusal.ended(KIND, "revoked");
		}
		return key;
	}

	private KeyFacts kept(Operator operator, String action, StoredKey before, StoredKey after) {
		KeyFacts facts = KeyFacts.of(after);
		this.keys.update(after);
		this.audit.record(operator, action, KIND, facts.id().toString(), KeyFacts.of(before), facts);
		return facts;
	}

	/**
	 * Revokes a key. Repeating it has no effect.
	 * @throws CallRefused 404 {@code key_not_found}
	 */
	public void revoke(Operator operator, UUID id) {
		StoredKey key = this.keys.find(id)
			.filter(found -> operator.sees(found.team().id()))
			.orElseThrow(() -> Refusal.notFound(KIND));
		operator.mustManage(key.team().id());
		this.audit.changing(() -> {
			if (this.keys.revoke(id)) {
				this.audit.record(operator, "revoke", KIND, id.toString(), KeyFacts.of(key), null);
			}
			return null;
		});
		this.keyCache.forget(key.publicId());
	}

}
