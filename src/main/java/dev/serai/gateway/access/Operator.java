package dev.serai.gateway.access;

import java.util.Map;
import java.util.Set;
import java.util.UUID;

import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;

/**
 * Who administers: the holder of the admin key, or a person who has signed in. What is
 * asked for and may not be seen does not exist for them (404), so that ids tell nothing.
 *
 * @param actor who it is, for the audit log
 * @param role what they may do everywhere
 * @param teams what they may do in single teams
 */
public record Operator(String actor, Role role, Map<UUID, TeamRole> teams) {

	/** Who holds the admin key. */
	public static final Operator ADMIN_KEY = new Operator("admin-key", Role.ADMIN, Map.of());

	public boolean isAdmin() {
		return this.role == Role.ADMIN;
	}

	/** Whether everything may be looked at, the audit log included. */
	public boolean seesAll() {
		return this.role == Role.ADMIN || this.role == Role.AUDITOR;
	}

	/** Whether a team's calls, keys and budgets may be looked at. */
	public boolean sees(UUID team) {
		return seesAll() || this.teams.containsKey(team);
	}

	/** Whether a team's keys and settings may be changed. */
	public boolean manages(UUID team) {
		return isAdmin() || this.teams.get(team) == TeamRole.OWNER;
	}

	/** The teams that may be looked at by who does not {@linkplain #seesAll see all}. */
	public Set<UUID> visibleTeams() {
		return this.teams.keySet();
	}

	/**
	 * @throws CallRefused 403 {@code forbidden} when it is only for who administers all
	 */
	public void mustBeAdmin() {
		must(isAdmin(), "Only an admin may do this.");
	}

	/**
	 * @throws CallRefused 403 {@code forbidden} when it is only for who sees all
	 */
	public void mustSeeAll() {
		must(seesAll(), "Only an admin or an auditor may see this.");
	}

	/**
	 * @throws CallRefused 404 for a team that may not be seen, 403 {@code forbidden} for
	 * one that may be seen but not changed
	 */
	public void mustManage(UUID team) {
		mustSee(team);
		must(manages(team), "Only an owner of the team or an admin may do this.");
	}

	/**
	 * @throws CallRefused 404 {@code team_not_found} for a team that may not be seen
	 */
	public void mustSee(UUID team) {
		if (!sees(team)) {
			throw ApiError.of(404, "invalid_request_error", "team_not_found", "There is no team with this id.")
				.refused();
		}
	}

	private static void must(boolean may, String message) {
		if (!may) {
			throw ApiError.of(403, "permission_error", "forbidden", message).refused();
		}
	}

	/** What somebody may do everywhere. */
	public enum Role {

		/** Everything. */
		ADMIN,
		/** See everything, change nothing. */
		AUDITOR,
		/** What the {@link TeamRole roles in teams} give, and no more. */
		MEMBER

	}

	/** What somebody may do in one team. */
	public enum TeamRole {

		/** See the team and change its keys and settings. */
		OWNER,
		/** See the team. */
		VIEWER

	}

}
