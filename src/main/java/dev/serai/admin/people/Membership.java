package dev.serai.admin.people;

import java.util.UUID;

import dev.serai.gateway.access.Operator.TeamRole;

/**
 * What a person may do in a team.
 *
 * @param team the team's name
 * @param fromOidc given by a claim, and taken when the next sign-in does not claim it
 */
public record Membership(UUID personId, String email, String name, UUID teamId, String team, TeamRole role,
		boolean fromOidc) {
}
