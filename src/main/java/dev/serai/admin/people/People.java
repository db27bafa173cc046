package dev.serai.admin.people;

import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import dev.serai.gateway.access.Operator;
import dev.serai.gateway.access.Operator.Role;
import dev.serai.gateway.access.Operator.TeamRole;
import dev.serai.gateway.access.TeamDirectory;
import dev.serai.gateway.call.NameRule;
import dev.serai.ledger.audit.AuditTrail;
import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;
import org.jspecify.annotations.Nullable;

/**
 * Manages people for operators. Admins assign roles; owners of a team assign roles in
 * that team only.
 */
public final class People {

	private final PeopleDirectory people;

	private final TeamDirectory teams;

	private final Passwords passwords;

	private final AuditTrail audit;

	private final Clock clock;

	public People(PeopleDirectory people, TeamDirectory teams, Passwords passwords, AuditTrail audit, Clock clock) {
		this.people = people;
		this.teams = teams;
		this.passwords = passwords;
		this.audit = audit;
		this.clock = clock;
	}

	/**
	 * @throws CallRefused 400 for invalid fields, 409 {@code person_exists}
	 */
	public PersonFacts create(Operator operator, NewPerson wanted) {
		operator.mustBeAdmin();
		String email = Person.email(wanted.email());
		if (email == null) {
			throw ApiError.invalid("email", "'email' must be an e-mail address.").refused();
		}
		String hash = (wanted.password() != null) ? this.passwords.accept("password", wanted.password()) : null;
		Person person = new Person(UUID.randomUUID(), email, NameRule.name("name", wanted.name()),
				(wanted.role() != null) ? role(wanted.role()) : Role.MEMBER, hash, null, false, 0, this.clock.instant(),
				null);
		PersonFacts facts = PersonFacts.of(person);
		return this.audit.changing(() -> {
			if (!this.people.add(person)) {
				throw ApiError
					.of(409, "invalid_request_error", "person_exists",
							"A person with this e-mail address already exists.")
					.at("email")
					.refused();
			}
			this.audit.record(operator, "create", "person", person.id().toString(), null, facts);
			return facts;
		});
	}

	/** Returns all people by e-mail address. */
	public List<PersonFacts> list(Operator operator) {
		operator.mustSeeAll();
		return this.people.list().stream().map(PersonFacts::of).toList();
	}

	/** One person. */
	public PersonFacts find(Operator operator, UUID id) {
		operator.mustSeeAll();
		return this.people.find(id).map(PersonFacts::of).orElseThrow(People::notFound);
	}

	/**
	 * Changes the given fields. Disabling a person or changing the password ends their
	 * sessions.
	 * @throws CallRefused 400, 404 {@code person_not_found}, 409 {@code last_admin}
	 */
	public PersonFacts change(Operator operator, UUID id, PersonChange change) {
		operator.mustBeAdmin();
		String hash = (change.password() != null) ? this.passwords.accept("password", change.password()) : null;
		String newName = (change.name() != null) ? NameRule.name("name", change.name()) : null;
		Role newRole = (change.role() != null) ? role(change.role()) : null;
		return this.audit.changing(() -> {
			int admins = this.people.countAdmins();
			Person before = this.people.lock(id).orElseThrow(People::notFound);
			Person after = (newName != null) ? before.withName(newName) : before;
			after = (newRole != null) ? after.withRole(newRole) : after;
			after = (change.disabled() != null) ? after.withDisabled(change.disabled()) : after;
			after = (hash != null) ? after.withPassword(hash) : after;
			mustLeaveAnAdmin(before, after.isAdmin(), admins);
			this.people.update(after);
			PersonFacts facts = PersonFacts.of(after);
			this.audit.record(operator, (hash != null) ? "update-with-password" : "update", "person", id.toString(),
					PersonFacts.of(before), facts);
			return facts;
		});
	}

	/**
	 * Deletes a person with their roles; the audit log keeps their actions.
	 * @throws CallRefused 404 {@code person_not_found}, 409 {@code last_admin}
	 */
	public void remove(Operator operator, UUID id) {
		operator.mustBeAdmin();
		this.audit.changing(() -> {
			int admins = this.people.countAdmins();
			Person before = this.people.lock(id).orElseThrow(People::notFound);
			mustLeaveAnAdmin(before, false, admins);
			this.people.remove(id);
			this.audit.record(operator, "delete", "person", id.toString(), PersonFacts.of(before), null);
			return null;
		});
	}

	/** Returns the members of a team with their roles. */
	public List<MemberFacts> members(Operator operator, UUID team) {
		operator.mustSee(team);
		mustExist(operator, team);
		return this.people.members(team).stream().map(MemberFacts::of).toList();
	}

	/**
	 * Assigns a role in a team.
	 * @throws CallRefused 400, 404 {@code team_not_found} or {@code person_not_found}
	 */
	public MemberFacts join(Operator operator, UUID team, UUID person, @Nullable String role) {
		operator.mustManage(team);
		mustExist(operator, team);
		TeamRole wanted = Arrays.stream(TeamRole.values())
			.filter(it -> it.name().toLowerCase(Locale.ROOT).equals(role))
			.findFirst()
			.orElseThrow(() -> ApiError.invalid("role", "'role' must be owner or viewer.").refused());
		return this.audit.changing(() -> {
			if (this.people.lock(person).isEmpty()) {
				throw notFound();
			}
			MemberFacts before = member(team, person);
			this.people.join(person, team, wanted);
			MemberFacts after = member(team, person);
			if (after == null) {
				throw notFound();
			}
			this.audit.record(operator, (before != null) ? "update" : "create", "membership", team + "/" + person,
					before, after);
			return after;
		});
	}

	/**
	 * Removes a person from a team.
	 * @throws CallRefused 404 {@code member_not_found}
	 */
	public void leave(Operator operator, UUID team, UUID person) {
		operator.mustManage(team);
		this.audit.changing(() -> {
			MemberFacts before = member(team, person);
			if (before == null || !this.people.leave(person, team)) {
				throw ApiError
					.of(404, "invalid_request_error", "member_not_found", "There is no such person in this team.")
					.refused();
			}
			this.audit.record(operator, "delete", "membership", team + "/" + person, before, null);
			return null;
		});
	}

	/**
	 * Creates the first admin while no person exists.
	 * @throws CallRefused 400 for an invalid address or password
	 */
	public void first(String email, String password) {
		create(new Operator("first-start", Role.ADMIN, Map.of()), new NewPerson(email, "Admin", "admin", password));
	}

	/** Whether no person exists. */
	public boolean isEmpty() {
		return this.people.list().isEmpty();
	}

	private @Nullable MemberFacts member(UUID team, UUID person) {
		return this.people.members(team)
			.stream()
			.filter(it -> it.personId().equals(person))
			.findFirst()
			.map(MemberFacts::of)
			.orElse(null);
	}

	/**
	 * Operators who see all teams may also name teams that do not exist, so their
	 * existence is checked.
	 */
	private void mustExist(Operator operator, UUID team) {
		if (operator.seesAll() && this.teams.find(team).isEmpty()) {
			throw ApiError.notFound("team").refused();
		}
	}

	private static void mustLeaveAnAdmin(Person before, boolean stays, int admins) {
		if (before.isAdmin() && !stays && admins <= 1) {
			throw ApiError.of(409, "invalid_request_error", "last_admin", "At least one admin must be able to sign in.")
				.refused();
		}
	}

	private static CallRefused notFound() {
		return ApiError.notFound("person").refused();
	}

	private static Role role(String text) {
		return Arrays.stream(Role.values())
			.filter(it -> it.name().toLowerCase(Locale.ROOT).equals(text))
			.findFirst()
			.orElseThrow(() -> ApiError.invalid("role", "'role' must be admin, auditor or member.").refused());
	}

}
