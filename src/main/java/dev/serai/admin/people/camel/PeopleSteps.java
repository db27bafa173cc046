package dev.serai.admin.people.camel;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.admin.people.Membership;
import dev.serai.admin.people.NewPerson;
import dev.serai.admin.people.People;
import dev.serai.admin.people.Person;
import dev.serai.admin.people.PersonChange;
import dev.serai.admin.people.PersonFacts;
import dev.serai.admin.people.SignIn;
import dev.serai.admin.people.SignedIn;
import dev.serai.admin.people.security.BrowserSessions;
import dev.serai.gateway.access.Origins;
import dev.serai.gateway.http.RequestOrigin;
import dev.serai.gateway.http.camel.JsonAnswers;
import dev.serai.gateway.http.camel.JsonReply;
import dev.serai.platform.contract.camel.ApiSteps;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.camel.Exchange;

/** Serves the API for sessions and people. */
@ApiSteps("people-steps")
public final class PeopleSteps {

	private final SignIn signIn;

	private final People people;

	private final BrowserSessions sessions;

	private final Origins origins;

	private final JsonAnswers answers;

	PeopleSteps(SignIn signIn, People people, BrowserSessions sessions, Origins origins, ObjectMapper json) {
		this.signIn = signIn;
		this.people = people;
		this.sessions = sessions;
		this.origins = origins;
		this.answers = new JsonAnswers(json);
	}

	public void signIn(Exchange exchange) {
		Credentials given = JsonAnswers.body(exchange, Credentials.class);
		open(exchange, this.signIn.withPassword(given.email(), given.password(), address(exchange)));
	}

	public void getSession(Exchange exchange) {
		this.answers.reply(exchange, 200, SessionFacts.of(Operators.person(exchange)));
	}

	public void signOut(Exchange exchange) {
		this.signIn.out(Operators.person(exchange));
		this.sessions.end(Operators.request(exchange), response(exchange));
		JsonReply.nothing(exchange);
	}

	public void changePassword(Exchange exchange) {
		PasswordChange change = JsonAnswers.body(exchange, PasswordChange.class);
		open(exchange, this.signIn.changePassword(Operators.person(exchange), change.currentPassword(),
				change.newPassword(), address(exchange)));
	}

	private void open(Exchange exchange, Person person) {
		SignedIn signedIn = this.sessions.open(Operators.request(exchange), response(exchange), person);
		this.answers.reply(exchange, 200, SessionFacts.of(signedIn));
	}

	public void createPerson(Exchange exchange) {
		this.answers.reply(exchange, 201,
				this.people.create(Operators.of(exchange), JsonAnswers.body(exchange, NewPerson.class)));
	}

	public void listPeople(Exchange exchange) {
		this.answers.reply(exchange, 200, Map.of("data", this.people.list(Operators.of(exchange))));
	}

	public void getPerson(Exchange exchange) {
		this.answers.reply(exchange, 200,
				this.people.find(Operators.of(exchange), JsonAnswers.id(exchange, "id", "person")));
	}

	public void changePerson(Exchange exchange) {
		this.answers.reply(exchange, 200, this.people.change(Operators.of(exchange),
				JsonAnswers.id(exchange, "id", "person"), JsonAnswers.body(exchange, PersonChange.class)));
	}

	public void deletePerson(Exchange exchange) {
		this.people.remove(Operators.of(exchange), JsonAnswers.id(exchange, "id", "person"));
		JsonReply.nothing(exchange);
	}

	public void listMembers(Exchange exchange) {
		this.answers.reply(exchange, 200,
				Map.of("data", this.people.members(Operators.of(exchange), JsonAnswers.id(exchange, "id", "team"))));
	}

	public void setMember(Exchange exchange) {
		this.answers.reply(exchange, 200,
				this.people.join(Operators.of(exchange), JsonAnswers.id(exchange, "id", "team"),
						JsonAnswers.id(exchange, "personId", "person"),
						JsonAnswers.body(exchange, Member.class).role()));
	}

	public void removeMember(Exchange exchange) {
		this.people.leave(Operators.of(exchange), JsonAnswers.id(exchange, "id", "team"),
				JsonAnswers.id(exchange, "personId", "person"));
		JsonReply.nothing(exchange);
	}

	/** Returns the client address that attempts are counted by. */
	private String address(Exchange exchange) {
		return Origins.site(RequestOrigin.of(Operators.request(exchange), this.origins));
	}

	static HttpServletResponse response(Exchange exchange) {
		return exchange.getMessage().getHeader(Exchange.HTTP_SERVLET_RESPONSE, HttpServletResponse.class);
	}

	/** What a person signs in with. */
	private record Credentials(String email, String password) {

		@Override
		public String toString() {
			return "Credentials[]";
		}

	}

	/** The present and the next password. */
	private record PasswordChange(String currentPassword, String newPassword) {

		@Override
		public String toString() {
			return "PasswordChange[]";
		}

	}

	/** The role of a person in a team. */
	private record Member(String role) {
	}

	/**
	 * The facts of a session that a page needs.
	 *
	 * @param csrfToken to be sent as {@code x-csrf-token} with each change
	 * @param expiresAt when it ends at the latest
	 */
	record SessionFacts(PersonFacts person, List<TeamFacts> teams, String csrfToken, Instant expiresAt) {

		static SessionFacts of(SignedIn signedIn) {
			return new SessionFacts(PersonFacts.of(signedIn.person()),
					signedIn.memberships().stream().map(TeamFacts::of).toList(), signedIn.session().csrfToken(),
					signedIn.session().endsAt());
		}

	}

	/**
	 * A team of the person.
	 *
	 * @param role {@code owner} or {@code viewer}
	 */
	record TeamFacts(UUID id, String name, String role) {

		static TeamFacts of(Membership membership) {
			return new TeamFacts(membership.teamId(), membership.team(),
					membership.role().name().toLowerCase(Locale.ROOT));
		}

	}

}
