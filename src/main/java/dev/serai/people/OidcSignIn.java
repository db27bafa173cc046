package dev.serai.people;

import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import dev.serai.access.Operator;
import dev.serai.access.Operator.Role;
import dev.serai.admin.AuditTrail;
import dev.serai.call.ApiError;
import dev.serai.call.CallRefused;
import org.jspecify.annotations.Nullable;

/**
 * Signs in who has proved to an OpenID Connect provider who they are. A person is known
 * by issuer and subject, never by a name; one who is new becomes a member of no team. A
 * person whom an admin has made is taken for the same when the provider has verified the
 * e-mail address.
 */
public final class OidcSignIn {

	private static final Operator PROVIDER = new Operator("oidc", Role.ADMIN, Map.of());

	private final PeopleDirectory people;

	private final SignIn signIn;

	private final ClaimedRoles roles;

	private final AuditTrail audit;

	private final Clock clock;

	public OidcSignIn(PeopleDirectory people, SignIn signIn, ClaimedRoles roles, AuditTrail audit, Clock clock) {
		this.people = people;
		this.signIn = signIn;
		this.roles = roles;
		this.audit = audit;
		this.clock = clock;
	}

	/**
	 * @param values of the claim that gives roles
	 * @throws CallRefused 403 for who is disabled, or has no address of their own
	 */
	public SignedIn signIn(Identity identity, Collection<String> values) {
		Person person = this.audit.changing(() -> {
			int admins = this.people.countAdmins();
			Person known = known(identity);
			Role role = this.roles.role(values);
			// A claim that is not there makes nobody the last admin that was.
			boolean keeps = role == null || (known.isAdmin() && role != Role.ADMIN && admins <= 1);
			Person now = keeps ? known : known.withRole(role);
			if (now.role() != known.role()) {
				this.people.update(now);
				this.audit.record(PROVIDER, "update", "person", now.id().toString(), PersonFacts.of(known),
						PersonFacts.of(now));
			}
			this.people.claim(now.id(), this.roles.teams(values));
			return now;
		});
		if (person.disabled()) {
			throw refused("person_disabled", "This person may not sign in.");
		}
		return this.signIn.open(person, "oidc");
	}

	private Person known(Identity identity) {
		Optional<Person> known = this.people.findBySubject(identity.subject());
		if (known.isPresent()) {
			return known.flatMap(person -> this.people.lock(person.id())).orElseThrow(SignIn::notSignedIn);
		}
		String email = Person.email(identity.email());
		if (email == null) {
			throw refused("email_missing", "The sign-in provider tells no e-mail address. Ask for the scope 'email'.");
		}
		if (!identity.emailVerified()) {
			// Else anybody at a provider with free registration could bear another's name
			// here.
			throw refused("email_unverified", "The sign-in provider does not vouch for the e-mail address.");
		}
		Person fresh = new Person(UUID.randomUUID(), email, name(identity, email), Role.MEMBER, null,
				identity.subject(), false, 0, this.clock.instant(), null);
		if (this.people.add(fresh)) {
			this.audit.record(PROVIDER, "create", "person", fresh.id().toString(), null, PersonFacts.of(fresh));
			return fresh;
		}
		return link(identity, email);
	}

	/** An address that is not verified, or has another subject, proves nothing. */
	private Person link(Identity identity, String email) {
		Person local = this.people.findByEmail(email)
			.flatMap(person -> this.people.lock(person.id()))
			.filter(person -> identity.emailVerified() && person.subject() == null)
			.orElseThrow(() -> refused("email_taken", "Another person has this e-mail address."));
		Person linked = local.withSubject(identity.subject());
		this.people.update(linked);
		this.audit.record(PROVIDER, "update", "person", linked.id().toString(), PersonFacts.of(local),
				PersonFacts.of(linked));
		return linked;
	}

	private static String name(Identity identity, String email) {
		try {
			return People.name(identity.name());
		}
		catch (CallRefused ex) {
			return People.name(email.substring(0, Math.min(email.length(), 100)));
		}
	}

	private static CallRefused refused(String code, String message) {
		return ApiError.of(403, "permission_error", code, message).refused();
	}

	/**
	 * Who somebody is to an OpenID Connect provider.
	 *
	 * @param subject issuer and subject, with a blank between
	 * @param emailVerified whether the provider says that the address is theirs
	 */
	public record Identity(String subject, @Nullable String email, boolean emailVerified, @Nullable String name) {
	}

}
