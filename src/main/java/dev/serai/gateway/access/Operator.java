package dev.serai.gateway.access;

import java.util.Map;
import java.util.Set;
import java.util.UUID;

import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;
import org.jspecify.annotations.Nullable;

/**
 * The user of the admin API: the holder of the admin key, or a person who has signed in.
 * Objects that the operator may not see do not exist for them (404), so that ids reveal
 * nothing.
 *
 * @param actor the name in the audit log
 * @param role the role for everything
 * @param teams the roles in single teams
 */
public record Operator(String actor, Role role, Map<UUID, TeamRole> teams) {

	/** The holder of the admin key. */
	public static final Operator ADMIN_KEY = new Operator("admin-key", Role.ADMIN, Map.of());

	public boolean isAdmin() {
		return this.role == Role.ADMIN;
	}

	/** Returns whether the operator may see everything, including the audit log. */
	public boolean seesAll() {
		return this.role == Role.ADMIN || this.role == Role.AUDITOR;
	}

	/**
	 * Returns whether the operator may see a team's calls, keys and budgets.
	 * @param team null for what concerns all teams
	 */
	public boolean sees(@Nullable UUID team) {
		return seesAll() || (team != null && this.teams.containsKey(team));
	}

	/** Returns whether the operator may change a team's keys and settings. */
	public boolean manages(UUID team) {
		return isAdmin() || this.teams.get(team) == TeamRole.OWNER;
	}

	/**
	 * Returns the visible teams of an operator who does not {@linkplain #seesAll see
	 * all}.
	 */
	public Set<UUID> visibleTeams() {
		return this.teams.keySet();
	}

	/**
	 * @throws CallRefused 403 {@code forbidden} when the operator is not an administrator
	 */
	public void mustBeAdmin() {
		must(isAdmin(), "Only an admin may do this.");
	}

	/**
	 * @throws CallRefused 403 {@code forbidden} when the operator does not see everything
	 */
	public void mustSeeAll() {
		must(seesAll(), "Only an admin or an auditor may see this.");
	}

	/**
	 * @param team null for what concerns all teams, which admins manage
	 * @throws CallRefused 404 for a team that the operator may not see, 403 {@code
	 * forbidden} for one that they may see but not change
	 */
	public void mustManage(@Nullable UUID team) {
		if (team == null) {
			mustBeAdmin();
			return;
		}
		mustSee(team);
		must(manages(team), "Only an owner of the team or an admin may do this.");
	}

	/**
	 * @throws CallRefused 404 {@code team_not_found} for a team that the operator may not
	 * see
	 */
	public void mustSee(UUID team) {
		if (!sees(team)) {
			throw ApiError.notFound("team").refused();
		}
	}

	private static void must(boolean may, String message) {
		if (!may) {
			throw ApiError.of(403, "permission_error", "forbidden", message).refused();
		}
	}

	/** The role for everything. */
	public enum Role {

		/** May do everything. */
		ADMIN,
		/** May see everything and change nothing. */
		AUDITOR,
		/** Has only the {@link TeamRole roles in teams}. */
		MEMBER

	}

	/** The role in one team. */
	public enum TeamRole {

		/** May see the team and change its keys and settings. */
		OWNER,
		/** May see the team. */
		VIEWER

	}

}
