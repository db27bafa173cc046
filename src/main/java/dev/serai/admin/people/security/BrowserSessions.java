package dev.serai.admin.people.security;

import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import dev.serai.admin.people.Person;
import dev.serai.admin.people.SignIn;
import dev.serai.admin.people.SignedIn;
import dev.serai.platform.error.CallRefused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.crypto.keygen.Base64StringKeyGenerator;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;
import org.springframework.session.web.http.CookieHttpSessionIdResolver;

/**
 * The sessions of browsers, which Spring Session stores. A session ends after
 * {@link #IDLE} without requests, and after {@link #LIFE} at the latest, by the machine's
 * time, which Spring Session goes by.
 */
public final class BrowserSessions {

	/** The maximum lifetime. */
	static final Duration LIFE = Duration.ofHours(8);

	/** The maximum time without requests. */
	static final Duration IDLE = Duration.ofHours(1);

	/**
	 * The precision of the last request's time, so that not every request writes to the
	 * database.
	 */
	private static final Duration GRAIN = Duration.ofMinutes(1);

	private static final int CSRF_BYTES = 32;

	private static final String PERSON = FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME;

	private static final String GENERATION = "generation";

	private static final String CSRF = "csrf";

	private final SessionRepository<? extends Session> stored;

	private final SignIn signIn;

	private final CookieHttpSessionIdResolver cookie = new CookieHttpSessionIdResolver();

	private final Base64StringKeyGenerator csrfTokens = new Base64StringKeyGenerator(
			Base64.getUrlEncoder().withoutPadding(), CSRF_BYTES);

	BrowserSessions(SessionRepository<? extends Session> stored, SignIn signIn, PublicAddress address) {
		this.stored = stored;
		this.signIn = signIn;
		this.cookie.setCookieSerializer(new SecretCookie("serai-session", "Strict", LIFE, address));
	}

	/**
	 * Opens a session for somebody who has signed in, and ends the one that the browser
	 * had.
	 */
	public SignedIn open(HttpServletRequest request, HttpServletResponse response, Person person) {
		Session session = open(this.stored, request, response, IDLE,
				Map.of(PERSON, person.id().toString(), GENERATION, Long.toString(person.generation())));
		return person(session).orElseThrow(SignIn::notSignedIn);
	}

	/**
	 * Opens a session without a signed-in person, and ends the one that the browser had.
	 */
	void open(HttpServletRequest request, HttpServletResponse response, Duration idle, String name, String value) {
		open(this.stored, request, response, idle, Map.of(name, value));
	}

	/** Always a new session: an id that the browser brought is never used further. */
	private <S extends Session> Session open(SessionRepository<S> sessions, HttpServletRequest request,
			HttpServletResponse response, Duration idle, Map<String, String> content) {
		id(request).ifPresent(sessions::deleteById);
		S session = sessions.createSession();
		session.setMaxInactiveInterval(idle);
		session.setAttribute(CSRF, this.csrfTokens.generateKey());
		content.forEach(session::setAttribute);
		sessions.save(session);
		this.cookie.setSessionId(request, response, session.getId());
		return session;
	}

	/** Returns who has signed in, and counts as a request in their session. */
	Optional<SignedIn> find(HttpServletRequest request) {
		return id(request).flatMap(id -> find(this.stored, id));
	}

	private <S extends Session> Optional<SignedIn> find(SessionRepository<S> sessions, String id) {
		S session = sessions.findById(id);
		Optional<SignedIn> person = Optional.<Session>ofNullable(session).flatMap(this::person);
		Instant now = Instant.now();
		if (person.isPresent() && session.getLastAccessedTime().plus(GRAIN).isBefore(now)) {
			session.setLastAccessedTime(now);
			keep(sessions, session);
		}
		return person;
	}

	private static <S extends Session> void keep(SessionRepository<S> sessions, S session) {
		try {
			sessions.save(session);
		}
		catch (CallRefused ex) {
			// A database that can be read and not written: a later request is counted.
		}
	}

	/** Reads a session again for automatic requests, which do not extend it. */
	public Optional<SignedIn> again(SignedIn before) {
		return session(before.session().id()).flatMap(this::person);
	}

	private Optional<SignedIn> person(Session session) {
		String person = session.getAttribute(PERSON);
		Instant endsAt = session.getCreationTime().plus(LIFE);
		if (person == null || !Instant.now().isBefore(endsAt)) {
			return Optional.empty();
		}
		String generation = session.getRequiredAttribute(GENERATION);
		return this.signIn.find(new dev.serai.admin.people.Session(session.getId(), UUID.fromString(person),
				Long.parseLong(generation), endsAt, csrfToken(session)));
	}

	/** Returns the request's session, whoever has signed in. */
	Optional<Session> session(HttpServletRequest request) {
		return id(request).flatMap(this::session);
	}

	private Optional<Session> session(String id) {
		return Optional.ofNullable(this.stored.findById(id));
	}

	/** Returns what a session's pages send with each change. */
	static String csrfToken(Session session) {
		return session.getRequiredAttribute(CSRF);
	}

	/** Returns what the request's cookie holds. */
	Optional<String> id(HttpServletRequest request) {
		return this.cookie.resolveSessionIds(request).stream().findFirst();
	}

	/** Ends the request's session and takes its cookie. */
	public void end(HttpServletRequest request, HttpServletResponse response) {
		id(request).ifPresent(this::end);
		this.cookie.expireSession(request, response);
	}

	/** Ends a session by its id. */
	void end(String id) {
		this.stored.deleteById(id);
	}

}
