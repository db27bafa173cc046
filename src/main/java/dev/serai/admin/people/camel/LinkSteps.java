package dev.serai.admin.people.camel;

import java.time.Instant;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.admin.people.OidcSignIn;
import dev.serai.admin.people.Person;
import dev.serai.admin.people.SignedIn;
import dev.serai.admin.people.security.BrowserSessions;
import dev.serai.admin.people.security.PendingLinks;
import dev.serai.gateway.access.Origins;
import dev.serai.gateway.http.RequestOrigin;
import dev.serai.gateway.http.camel.JsonAnswers;
import dev.serai.gateway.http.camel.JsonReply;
import dev.serai.platform.contract.camel.ApiSteps;
import jakarta.servlet.http.HttpServletRequest;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Finishes or cancels an OpenID Connect sign-in that waits for the password of a local
 * account.
 */
@ApiSteps("link-steps")
public final class LinkSteps {

	private final OidcSignIn oidc;

	private final PendingLinks links;

	private final BrowserSessions sessions;

	private final Origins origins;

	private final JsonAnswers answers;

	LinkSteps(OidcSignIn oidc, PendingLinks links, BrowserSessions sessions, Origins origins, ObjectMapper json) {
		this.oidc = oidc;
		this.links = links;
		this.sessions = sessions;
		this.origins = origins;
		this.answers = new JsonAnswers(json);
	}

	public void getLink(Exchange exchange) {
		this.answers.reply(exchange, 200, LinkFacts.of(this.links.find(Operators.request(exchange))));
	}

	public void finishLink(Exchange exchange) {
		String password = JsonAnswers.body(exchange, Password.class).password();
		HttpServletRequest request = Operators.request(exchange);
		PendingLinks.Link link = this.links.find(request);
		Person person = this.oidc.link(link.identity(), link.roles(), password,
				Origins.site(RequestOrigin.of(request, this.origins)));
		SignedIn signedIn = this.sessions.open(request, PeopleSteps.response(exchange), person);
		this.answers.reply(exchange, 200, PeopleSteps.SessionFacts.of(signedIn));
	}

	public void giveUpLink(Exchange exchange) {
		HttpServletRequest request = Operators.request(exchange);
		this.links.find(request);
		this.sessions.end(request, PeopleSteps.response(exchange));
		JsonReply.nothing(exchange);
	}

	/** The local account's password. */
	private record Password(String password) {

		@Override
		public String toString() {
			return "Password[]";
		}

	}

	/**
	 * The facts that the password page needs.
	 *
	 * @param email the local account's address
	 * @param csrfToken to be sent as {@code x-csrf-token} with the password
	 * @param expiresAt until when the password can be entered
	 */
	record LinkFacts(@Nullable String email, String csrfToken, Instant expiresAt) {

		static LinkFacts of(PendingLinks.Link link) {
			return new LinkFacts(link.identity().email(), link.csrfToken(), link.endsAt());
		}

	}

}
