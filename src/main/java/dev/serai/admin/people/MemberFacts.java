package dev.serai.admin.people;

import java.util.Locale;
import java.util.UUID;

/**
 * A person's role in a team as the API returns it.
 *
 * @param role {@code owner} or {@code viewer}
 * @param fromOidc whether it comes from a claim and ends when a later sign-in does not
 * claim it
 */
public record MemberFacts(UUID personId, String email, String name, UUID teamId, String team, String role,
		boolean fromOidc) {

	static MemberFacts of(Membership membership) {
		return new MemberFacts(membership.personId(), membership.email(), membership.name(), membership.teamId(),
				membership.team(), membership.role().name().toLowerCase(Locale.ROOT), membership.fromOidc());
	}

}
