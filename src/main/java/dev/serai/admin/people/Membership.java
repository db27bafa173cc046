package dev.serai.admin.people;

import java.util.UUID;

import dev.serai.gateway.access.Operator.TeamRole;

/**
 * A person's role in a team.
 *
 * @param team the team's name
 * @param fromOidc whether it comes from a claim and ends when a later sign-in does not
 * claim it
 */
public record Membership(UUID personId, String email, String name, UUID teamId, String team, TeamRole role,
		boolean fromOidc) {
}
