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

	private final PeopleDirectory people;

	private final Passwords passwords;

	private final Lockout lockout;

	private final Sessions sessions;

	private final AuditTrail audit;

	private final Clock clock;

	public SignIn(PeopleDirectory people, Passwords passwords, Lockout lockout, Sessions sessions, AuditTrail audit,
			Clock clock) {
		this.people = people;
		this.passwords = passwords;
		this.lockout = lockout;
		this.sessions = sessions;
		this.audit = audit;
		this.clock = clock;
	}

	/**
	 * Opens a session with a password.
	 * @param address the client's address
	 * @throws CallRefused 401 {@code invalid_credentials}, the same for an unknown person
	 * and a wrong password; 429 {@code too_many_attempts}; 503
	 */
	public SignedIn withPassword(@Nullable String email, @Nullable String password, String address) {
		return open(prove(email, password, address), "password");
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

	/** Opens a session for an authenticated person. */
	SignedIn open(Person person, String by) {
		String token = this.sessions.open(person);
		this.audit.changing(() -> {
			this.people.signedIn(person.id(), this.clock.instant());
			this.audit.record(actor(person), "sign-in", "person", person.id().toString(), null, Map.of("by", by));
			return null;
		});
		return find(token).orElseThrow(SignIn::notSignedIn);
	}

	/** Returns the signed-in person of a token; empty when there is no valid session. */
	public Optional<SignedIn> find(@Nullable String token) {
		return this.sessions.find(token).flatMap(session -> person(session, token));
	}

	/** Works as {@link #find}, for automatic requests: they do not extend the session. */
	public Optional<SignedIn> peek(@Nullable String token) {
		return this.sessions.peek(token).flatMap(session -> person(session, token));
	}

	private Optional<SignedIn> person(Session session, @Nullable String token) {
		return this.people.find(session.person())
			.filter(person -> !person.disabled() && person.generation() == session.generation())
			.map(person -> new SignedIn(person, this.people.memberships(person.id()), session,
					(token != null) ? token : ""));
	}

	/** Ends the session that a new sign-in in the same browser replaced. */
	public void replaced(SignedIn before) {
		this.sessions.close(before.token());
	}

	/** Ends the session. */
	public void out(SignedIn who) {
		this.sessions.close(who.token());
		this.audit.changing(() -> {
			this.audit.record(actor(who.person()), "sign-out", "person", who.person().id().toString(), null, null);
			return null;
		});
	}

	/**
	 * Changes one's own password and ends all earlier sessions.
	 * @return the new session, which replaces the current one
	 * @throws CallRefused 400 for an invalid new password, 403 {@code
	 * invalid_credentials} when the current one is wrong, 429
	 */
	public SignedIn changePassword(SignedIn who, @Nullable String current, @Nullable String next, String address) {
		Person person = who.person();
		this.lockout.attempt(person.email(), address);
		if (!this.passwords.matches((current != null) ? current : "", person.passwordHash())) {
			throw ApiError.of(403, "permission_error", "invalid_credentials", "The current password is wrong.")
				.at("currentPassword")
				.refused();
		}
		this.lockout.succeeded(person.email(), address);
		String hash = this.passwords.accept("newPassword", next);
		Person changed = this.audit.changing(() -> {
			Person now = this.people.lock(person.id()).orElseThrow(SignIn::notSignedIn).withPassword(hash);
			this.people.update(now);
			this.audit.record(actor(person), "change-password", "person", person.id().toString(), null, null);
			return now;
		});
		this.sessions.close(who.token());
		String token = this.sessions.open(changed);
		return find(token).orElseThrow(SignIn::notSignedIn);
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
