package dev.serai.admin.people;

import java.util.List;
import java.util.stream.Collectors;

import dev.serai.gateway.access.Operator;

/** A signed-in person with their current roles. */
public record SignedIn(Person person, List<Membership> memberships, Session session) {

	/** Returns the operator that the person acts as. */
	public Operator operator() {
		return new Operator(this.person.email(), this.person.role(),
				this.memberships.stream().collect(Collectors.toUnmodifiableMap(Membership::teamId, Membership::role)));
	}

	@Override
	public String toString() {
		return "SignedIn[" + this.person.id() + "]";
	}

}
