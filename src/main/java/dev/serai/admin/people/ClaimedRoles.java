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
 * Which roles the values of an OpenID Connect claim give: those named here make admins
 * and auditors, and {@code team:<name>:owner} or {@code team:<name>:viewer} give a role
 * in the team of that name.
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

	/** A blank names nobody. */
	private static Set<String> named(Set<String> values) {
		return values.stream().filter(value -> !value.isBlank()).collect(Collectors.toUnmodifiableSet());
	}

	/**
	 * @return null where no value is named that makes anything, and roles are therefore
	 * for an admin to give
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

	/** Roles by teams' names; where one is both, the owner counts. */
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
					// Some other application's.
				}
			}
		}
		return teams;
	}

}
