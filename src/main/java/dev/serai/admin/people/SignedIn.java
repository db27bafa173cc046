package dev.serai.admin.people;

import java.util.List;
import java.util.stream.Collectors;

import dev.serai.gateway.access.Operator;

/**
 * A person in a session, with what they may do now.
 *
 * @param token of the session
 */
public record SignedIn(Person person, List<Membership> memberships, Session session, String token) {

	/** As what the person acts. */
	public Operator operator() {
		return new Operator(this.person.email(), this.person.role(),
				this.memberships.stream().collect(Collectors.toUnmodifiableMap(Membership::teamId, Membership::role)));
	}

	@Override
	public String toString() {
		return "SignedIn[" + this.person.id() + "]";
	}

}
