package dev.serai.admin.people;

import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import dev.serai.gateway.access.Operator.Role;
import dev.serai.gateway.access.Operator.TeamRole;
import org.jspecify.annotations.Nullable;

/**
 * Maps the values of an OpenID Connect claim to roles. The values named here make admins
 * and auditors; {@code team:<name>:owner} and {@code team:<name>:viewer} give a role in
 * the team of that name.
 *
 * @param admins values that make an admin
 * @param auditors values that make an auditor
 */
public record ClaimedRoles(Set<String> admins, Set<String> auditors) {

	private static final String TEAM = "team:";

	public ClaimedRoles {
		admins = named(admins);
		auditors = named(auditors);
	}

	/** Ignores blank values. */
	private static Set<String> named(Set<String> values) {
		return values.stream().filter(value -> !value.isBlank()).collect(Collectors.toUnmodifiableSet());
	}

	/**
	 * @return null when no value is configured, so that admins assign the roles
	 */
	@Nullable Role role(Collection<String> values) {
		if (this.admins.isEmpty() && this.auditors.isEmpty()) {
			return null;
		}
		if (values.stream().anyMatch(this.admins::contains)) {
			return Role.ADMIN;
		}
		return values.stream().anyMatch(this.auditors::contains) ? Role.AUDITOR : Role.MEMBER;
	}

	/** Returns roles by team name; owner wins over viewer. */
	Map<String, TeamRole> teams(Collection<String> values) {
		Map<String, TeamRole> teams = new HashMap<>();
		for (String value : values) {
			int end = value.lastIndexOf(':');
			if (!value.startsWith(TEAM) || end <= TEAM.length()) {
				continue;
			}
			String team = value.substring(TEAM.length(), end);
			switch (value.substring(end + 1).toLowerCase(Locale.ROOT)) {
				case "owner" -> teams.put(team, TeamRole.OWNER);
				case "viewer" -> teams.putIfAbsent(team, TeamRole.VIEWER);
				default -> {
					// A value for another application.
				}
			}
		}
		return teams;
	}

}
