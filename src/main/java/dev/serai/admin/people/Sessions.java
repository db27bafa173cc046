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
 * Stores sessions. A session ends after an hour without requests, and after eight hours
 * at the latest. It is identified by a 256-bit token that only the browser holds; the
 * store uses the token's digest as the key, so read access to the store gives no session.
 */
public final class Sessions {

	/** The maximum lifetime. */
	public static final Duration LIFE = Duration.ofHours(8);

	/** The maximum time without requests. */
	public static final Duration IDLE = Duration.ofHours(1);

	/**
	 * The precision of the last request's time, so that not every request writes to the
	 * store.
	 */
	private static final Duration GRAIN = Duration.ofMinutes(1);

	private static final int TOKEN_BYTES = 32;

	/** The number of characters in a token. */
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

	/** Opens a session and returns its token, which is stored nowhere else. */
	public String open(Person person) {
		String token = newToken();
		Instant now = this.clock.instant();
		this.store.put(name(token), owner(person.id()), bytes(new Session(person.id(), person.generation(), now, now)),
				IDLE);
		return token;
	}

	/** Returns the valid session of a token and resets its idle time. */
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

	/** Returns the valid session of a token without resetting its idle time. */
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

	/** Ends a session, on all nodes at once. */
	public void close(String token) {
		closeNamed(name(token));
	}

	/**
	 * Ends the session that is stored under a name, if it exists.
	 * @param name as returned by {@link #name}
	 */
	public void closeNamed(String name) {
		this.store.get(name)
			.map(Sessions::session)
			.ifPresent(session -> this.store.remove(name, owner(session.person())));
	}

	/**
	 * Returns the token that the session's pages send with each change and foreign pages
	 * cannot know.
	 */
	public static String csrfToken(String token) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(digest("csrf:" + token));
	}

	/** Returns a random token: 256 bits in 43 characters. */
	public String newToken() {
		byte[] bytes = new byte[TOKEN_BYTES];
		this.random.nextBytes(bytes);
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

	/**
	 * Returns the name that a token's session is stored under; the name does not reveal
	 * the token.
	 */
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
