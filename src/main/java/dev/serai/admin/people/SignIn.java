package dev.serai.admin.people;

import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import dev.serai.gateway.access.Operator;
import dev.serai.ledger.audit.AuditTrail;
import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;
import org.jspecify.annotations.Nullable;

/**
 * Signs people in and out. The person is read again for every request, so disabling
 * someone or removing a right applies at once on all nodes.
 */
public final class SignIn {

	private static final int LONGEST_ACCOUNT = 254;

	/** A further session ends the least recently used one of the same person. */
	private static final int MOST_SESSIONS = 50;

	private final PeopleDirectory people;

	private final Passwords passwords;

	private final Lockout lockout;

	private final AuditTrail audit;

	private final Clock clock;

	public SignIn(PeopleDirectory people, Passwords passwords, Lockout lockout, AuditTrail audit, Clock clock) {
		this.people = people;
		this.passwords = passwords;
		this.lockout = lockout;
		this.audit = audit;
		this.clock = clock;
	}

	/**
	 * Signs somebody in by their password.
	 * @param address the client's address
	 * @throws CallRefused 401 {@code invalid_credentials}, the same for an unknown person
	 * and a wrong password; 429 {@code too_many_attempts}; 503
	 */
	public Person withPassword(@Nullable String email, @Nullable String password, String address) {
		return signedIn(prove(email, password, address), "password");
	}

	/**
	 * Returns the person if the password is correct.
	 * @throws CallRefused as {@link #withPassword}
	 */
	Person prove(@Nullable String email, @Nullable String password, String address) {
		String account = account(email);
		this.lockout.attempt(account, address);
		Optional<Person> person = this.people.findByEmail(account).filter(found -> !found.disabled());
		boolean right = this.passwords.matches((password != null) ? password : "",
				person.map(Person::passwordHash).orElse(null));
		if (person.isEmpty() || !right) {
			throw ApiError
				.of(401, "authentication_error", "invalid_credentials", "The e-mail address or the password is wrong.")
				.refused();
		}
		this.lockout.succeeded(account, address);
		return person.get();
	}

	/**
	 * Returns the address to look up, which was validated when it was stored; empty for
	 * anything that cannot be an account's address.
	 */
	private static String account(@Nullable String email) {
		String typed = (email != null) ? email.strip() : "";
		boolean plain = typed.length() <= LONGEST_ACCOUNT && typed.chars().allMatch(c -> c > ' ' && c < 127);
		return plain ? typed.toLowerCase(Locale.ROOT) : "";
	}

	/**
	 * Records that a person has proved who they are, and makes room for their session.
	 */
	Person signedIn(Person person, String by) {
		this.audit.changing(() -> {
			this.people.endOldSessions(person.id(), MOST_SESSIONS - 1);
			this.people.signedIn(person.id(), this.clock.instant());
			this.audit.record(actor(person), "sign-in", "person", person.id().toString(), null, Map.of("by", by));
			return null;
		});
		return person;
	}

	/** Returns a session's person; empty when the session is no longer valid. */
	public Optional<SignedIn> find(Session session) {
		return this.people.find(session.person())
			.filter(person -> !person.disabled() && person.generation() == session.generation())
			.map(person -> new SignedIn(person, this.people.memberships(person.id()), session));
	}

	/** Records that somebody signs out. */
	public void out(SignedIn who) {
		this.audit.changing(() -> {
			this.audit.record(actor(who.person()), "sign-out", "person", who.person().id().toString(), null, null);
			return null;
		});
	}

	/**
	 * Changes one's own password and ends all earlier sessions.
	 * @return the person, for a new session
	 * @throws CallRefused 400 for an invalid new password, 403 {@code
	 * invalid_credentials} when the current one is wrong, 429
	 */
	public Person changePassword(SignedIn who, @Nullable String current, @Nullable String next, String address) {
		Person person = who.person();
		this.lockout.attempt(person.email(), address);
		if (!this.passwords.matches((current != null) ? current : "", person.passwordHash())) {
			throw ApiError.of(403, "permission_error", "invalid_credentials", "The current password is wrong.")
				.at("currentPassword")
				.refused();
		}
		this.lockout.succeeded(person.email(), address);
		String hash = this.passwords.accept("newPassword", next);
		return this.audit.changing(() -> {
			Person now = this.people.lock(person.id()).orElseThrow(SignIn::notSignedIn).withPassword(hash);
			this.people.update(now);
			this.audit.record(actor(person), "change-password", "person", person.id().toString(), null, null);
			return now;
		});
	}

	/** 401: the request has no valid session. */
	public static CallRefused notSignedIn() {
		return ApiError
			.of(401, "authentication_error", "not_signed_in",
					"You are not signed in. Sign in, or send the admin key as 'Authorization: Bearer …'.")
			.refused();
	}

	private static Operator actor(Person person) {
		return new Operator(person.email(), person.role(), Map.of());
	}

}
