package dev.serai.admin.people;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Who has signed in: until an hour has passed in which nothing was asked, and for eight
 * hours at most. A session is known by a token of 256 bits that only the browser holds;
 * what is stored is found by the token's digest, so that who reads the store is nobody.
 */
public final class Sessions {

	/** The longest that a session lasts. */
	public static final Duration LIFE = Duration.ofHours(8);

	/** The longest that nothing is asked in it. */
	public static final Duration IDLE = Duration.ofHours(1);

	/**
	 * How exactly is known when something was last asked: not every question is written
	 * down.
	 */
	private static final Duration GRAIN = Duration.ofMinutes(1);

	private static final int TOKEN_BYTES = 32;

	/** How many characters a token has. */
	public static final int TOKEN_LENGTH = 43;

	/** Two longs for the person, three for the generation and the times. */
	private static final int SESSION_BYTES = 5 * Long.BYTES;

	private final SecureRandom random = new SecureRandom();

	private final SessionStore store;

	private final Clock clock;

	public Sessions(SessionStore store, Clock clock) {
		this.store = store;
		this.clock = clock;
	}

	/** Signs a person in; the token is known to nobody but who it is given to. */
	public String open(Person person) {
		String token = newToken();
		Instant now = this.clock.instant();
		this.store.put(name(token), owner(person.id()), bytes(new Session(person.id(), person.generation(), now, now)),
				IDLE);
		return token;
	}

	/**
	 * The session of a token, while it lasts, which now goes on: something is asked in
	 * it.
	 */
	public Optional<Session> find(@Nullable String token) {
		Optional<Session> found = peek(token);
		Instant now = this.clock.instant();
		found.filter(session -> session.seenAt().plus(GRAIN).isBefore(now)).ifPresent(session -> {
			Duration left = Duration.between(now, session.openedAt().plus(LIFE));
			this.store.renew(name(Objects.requireNonNull(token)), owner(session.person()),
					bytes(new Session(session.person(), session.generation(), session.openedAt(), now)),
					(left.compareTo(IDLE) < 0) ? left : IDLE);
		});
		return found;
	}

	/**
	 * The session of a token, while it lasts. To look at it makes it last no longer.
	 */
	Optional<Session> peek(@Nullable String token) {
		if (token == null || token.length() != TOKEN_LENGTH) {
			return Optional.empty();
		}
		Instant now = this.clock.instant();
		return this.store.get(name(token)).map(Sessions::session).filter(session -> lasts(session, now));
	}

	private static boolean lasts(Session session, Instant now) {
		return now.isBefore(session.openedAt().plus(LIFE)) && now.isBefore(session.seenAt().plus(IDLE));
	}

	/** Signs out, on all nodes at once. */
	public void close(String token) {
		closeNamed(name(token));
	}

	/**
	 * Ends the session that is stored under a name, if there is one.
	 * @param name as {@link #name} made it
	 */
	public void closeNamed(String name) {
		this.store.get(name)
			.map(Sessions::session)
			.ifPresent(session -> this.store.remove(name, owner(session.person())));
	}

	/**
	 * What a page that belongs to the session sends with each change, and a foreign page
	 * cannot know.
	 */
	public static String csrfToken(String token) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(digest("csrf:" + token));
	}

	/** A token that cannot be guessed: 256 bits in 43 characters. */
	public String newToken() {
		byte[] bytes = new byte[TOKEN_BYTES];
		this.random.nextBytes(bytes);
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

	/** Under what the session of a token is stored: who knows the name has no session. */
	public static String name(String token) {
		return HexFormat.of().formatHex(digest(token));
	}

	private static String owner(UUID person) {
		return person.toString();
	}

	private static byte[] digest(String text) {
		try {
			return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("This Java lacks SHA-256", ex);
		}
	}

	private static byte[] bytes(Session session) {
		return ByteBuffer.allocate(SESSION_BYTES)
			.putLong(session.person().getMostSignificantBits())
			.putLong(session.person().getLeastSignificantBits())
			.putLong(session.generation())
			.putLong(session.openedAt().toEpochMilli())
			.putLong(session.seenAt().toEpochMilli())
			.array();
	}

	private static @Nullable Session session(byte[] bytes) {
		if (bytes.length != SESSION_BYTES) {
			return null;
		}
		ByteBuffer buffer = ByteBuffer.wrap(bytes);
		return new Session(new UUID(buffer.getLong(), buffer.getLong()), buffer.getLong(),
				Instant.ofEpochMilli(buffer.getLong()), Instant.ofEpochMilli(buffer.getLong()));
	}

}
