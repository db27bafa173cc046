package dev.serai.admin.people;

import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import dev.serai.gateway.access.Operator;
import dev.serai.gateway.access.Operator.Role;
import dev.serai.ledger.audit.AuditTrail;
import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;
import org.jspecify.annotations.Nullable;

/**
 * Signs in who has proved to an OpenID Connect provider who they are. A person is known
 * by issuer and subject, never by a name; one who is new becomes a member of no team. A
 * person whom an admin has made is taken for the same when the provider has verified the
 * e-mail address; where that person has a password, it has to be given once.
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
	public Result signIn(Identity identity, Collection<String> values) {
		Known known = this.audit.changing(() -> {
			int admins = this.people.countAdmins();
			Known found = known(identity);
			return found.needsPassword() ? found : new Known(withRoles(found.person(), values, admins), false);
		});
		if (known.person().disabled()) {
			throw refused("person_disabled", "This person may not sign in.");
		}
		return known.needsPassword() ? new Result.PasswordNeeded(known.person().id())
				: new Result.Done(this.signIn.open(known.person(), "oidc"));
	}

	/**
	 * Links an identity to the local account of its address, whose password is given, and
	 * signs in.
	 * @param address where the attempt comes from
	 * @throws CallRefused 401 {@code invalid_credentials} or {@code link_expired}; 429
	 * {@code too_many_attempts}
	 */
	public SignedIn link(Identity identity, Collection<String> values, @Nullable String password, String address) {
		Person proved = this.signIn.prove(identity.email(), password, address);
		Person linked = this.audit.changing(() -> {
			int admins = this.people.countAdmins();
			Person local = this.people.lock(proved.id())
				.filter(person -> person.subject() == null && person.generation() == proved.generation())
				.orElseThrow(OidcSignIn::linkExpired);
			if (this.people.findBySubject(identity.subject()).isPresent()) {
				throw linkExpired();
			}
			Person now = local.withSubject(identity.subject());
			this.people.update(now);
			this.audit.record(new Operator(local.email(), local.role(), Map.of()), "link-oidc", "person",
					now.id().toString(), PersonFacts.of(local), PersonFacts.of(now));
			return withRoles(now, values, admins);
		});
		return this.signIn.open(linked, "oidc");
	}

	private Person withRoles(Person known, Collection<String> values, int admins) {
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
	}

	private Known known(Identity identity) {
		Optional<Person> known = this.people.findBySubject(identity.subject());
		if (known.isPresent()) {
			return new Known(known.flatMap(person -> this.people.lock(person.id())).orElseThrow(SignIn::notSignedIn),
					false);
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
			return new Known(fresh, false);
		}
		return local(identity, email);
	}

	/** Who has another subject is somebody else. */
	private Known local(Identity identity, String email) {
		Person local = this.people.findByEmail(email)
			.flatMap(person -> this.people.lock(person.id()))
			.filter(person -> person.subject() == null)
			.orElseThrow(() -> refused("email_taken", "Another person has this e-mail address."));
		if (local.passwordHash() != null) {
			return new Known(local, true);
		}
		Person linked = local.withSubject(identity.subject());
		this.people.update(linked);
		this.audit.record(PROVIDER, "link-oidc", "person", linked.id().toString(), PersonFacts.of(local),
				PersonFacts.of(linked));
		return new Known(linked, false);
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

	/** 401: there is nothing to link, or not any more. */
	public static CallRefused linkExpired() {
		return ApiError
			.of(401, "authentication_error", "link_expired",
					"This sign-in has ended or was finished already. Sign in with your company account again.")
			.refused();
	}

	/** Whom an identity belongs to, and whether a password must prove it first. */
	private record Known(Person person, boolean needsPassword) {
	}

	/** How far a sign-in has come. */
	public sealed interface Result {

		/** Signed in. */
		record Done(SignedIn person) implements Result {
		}

		/**
		 * There is a local account of this address, and its password has to be given
		 * once.
		 */
		record PasswordNeeded(UUID account) implements Result {
		}

	}

	/**
	 * Who somebody is to an OpenID Connect provider.
	 *
	 * @param subject issuer and subject, with a blank between
	 * @param emailVerified whether the provider says that the address is theirs
	 */
	public record Identity(String subject, @Nullable String email, boolean emailVerified, @Nullable String name) {

		@Override
		public String toString() {
			return "Identity[]";
		}

	}

}
