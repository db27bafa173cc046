package dev.serai.admin.people;

import java.util.Locale;
import java.util.UUID;

/**
 * What the API tells of a person's role in a team.
 *
 * @param role {@code owner} or {@code viewer}
 * @param fromOidc given by a claim, and taken when the next sign-in does not claim it
 */
public record MemberFacts(UUID personId, String email, String name, UUID teamId, String team, String role,
		boolean fromOidc) {

	static MemberFacts of(Membership membership) {
		return new MemberFacts(membership.personId(), membership.email(), membership.name(), membership.teamId(),
				membership.team(), membership.role().name().toLowerCase(Locale.ROOT), membership.fromOidc());
	}

}
