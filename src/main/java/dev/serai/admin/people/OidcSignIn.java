package dev.serai.admin.people;

import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import dev.serai.gateway.access.Operator;
import dev.serai.gateway.access.Operator.Role;
import dev.serai.gateway.call.NameRule;
import dev.serai.ledger.audit.AuditTrail;
import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;
import org.jspecify.annotations.Nullable;

/**
 * Signs in people who authenticated at an OpenID Connect provider. A person is identified
 * by issuer and subject, never by name. A new person becomes a member without a team. An
 * account that an admin created is linked when the provider has verified its e-mail
 * address; if the account has a password, it must be entered once.
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
	 * @throws CallRefused 403 when the person is disabled, or the address is missing,
	 * unverified or taken
	 */
	public Result signIn(Identity identity, Collection<String> values) {
		Known known = this.audit.changing(() -> {
			int admins = this.people.countAdmins();
			Known found = known(identity);
			return found.needsPassword() ? found : new Known(withRoles(found.person(), values, admins), false);
		});
		if (known.person().disabled()) {
			throw refused("person_disabled", "This account is disabled.");
		}
		return known.needsPassword() ? new Result.PasswordNeeded()
				: new Result.Done(this.signIn.signedIn(known.person(), "oidc"));
	}

	/**
	 * Links an identity to the local account of its address after checking its password,
	 * and signs in.
	 * @param address the client's address
	 * @throws CallRefused 401 {@code invalid_credentials} or {@code link_expired}; 429
	 * {@code too_many_attempts}
	 */
	public Person link(Identity identity, Collection<String> values, @Nullable String password, String address) {
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
		return this.signIn.signedIn(linked, "oidc");
	}

	private Person withRoles(Person known, Collection<String> values, int admins) {
		Role role = this.roles.role(values);
		// A missing claim must not demote the last admin.
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
			throw refused("email_missing", "The sign-in provider sent no e-mail address. Request the scope 'email'.");
		}
		if (!identity.emailVerified()) {
			// Otherwise anyone could register another person's address at a provider and
			// take over their account.
			throw refused("email_unverified", "The sign-in provider has not verified the e-mail address.");
		}
		Person fresh = new Person(UUID.randomUUID(), email, name(identity, email), Role.MEMBER, null,
				identity.subject(), false, 0, this.clock.instant(), null);
		if (this.people.add(fresh)) {
			this.audit.record(PROVIDER, "create", "person", fresh.id().toString(), null, PersonFacts.of(fresh));
			return new Known(fresh, false);
		}
		return local(identity, email);
	}

	/** An account with another subject belongs to someone else. */
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
			return NameRule.name("name", identity.name());
		}
		catch (CallRefused ex) {
			return NameRule.name("name", email.substring(0, Math.min(email.length(), 100)));
		}
	}

	private static CallRefused refused(String code, String message) {
		return ApiError.of(403, "permission_error", code, message).refused();
	}

	/** 401: there is no link to finish, or it has expired. */
	public static CallRefused linkExpired() {
		return ApiError
			.of(401, "authentication_error", "link_expired",
					"This sign-in has expired or was completed already. Sign in with your company account again.")
			.refused();
	}

	/** The account of an identity, and whether its password is needed first. */
	private record Known(Person person, boolean needsPassword) {
	}

	/** The result of a sign-in. */
	public sealed interface Result {

		/** Signed in. */
		record Done(Person person) implements Result {
		}

		/** A local account has this address, and its password must be entered once. */
		record PasswordNeeded() implements Result {
		}

	}

	/**
	 * An identity at an OpenID Connect provider.
	 *
	 * @param subject issuer and subject, separated by a space
	 * @param emailVerified whether the provider vouches for the address
	 */
	public record Identity(String subject, @Nullable String email, boolean emailVerified, @Nullable String name) {

		@Override
		public String toString() {
			return "Identity[]";
		}

	}

}
