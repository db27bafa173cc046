package dev.serai.gateway.access;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;
import org.jspecify.annotations.Nullable;

/**
 * Authenticates callers. A key that is malformed, unknown, wrong, expired or revoked gets
 * the same refusal after the same work; a malformed one is never looked up in the
 * directory.
 */
public final class Authenticator {

	private final KeyCache keys;

	private final Peppers peppers;

	private final Guesses guesses;

	private final Clock clock;

	public Authenticator(KeyCache keys, Peppers peppers, Guesses guesses, Clock clock) {
		this.keys = keys;
		this.peppers = peppers;
		this.guesses = guesses;
		this.clock = clock;
	}

	/**
	 * Returns the key of a call. Its restrictions are not checked here: see
	 * {@link KeyTerms#check}.
	 * @param authorization the header {@code Authorization}; null when it was not sent
	 * @param xApiKey the header {@code x-api-key}; null when it was not sent
	 * @param origin the address that the call comes from
	 * @throws CallRefused 401 {@code invalid_api_key}, also when the two headers differ;
	 * 429 {@code too_many_failures} after too many wrong keys from that address; 503 when
	 * the key cannot be checked now
	 */
	public StoredKey authenticate(@Nullable String authorization, @Nullable String xApiKey, String origin) {
		KeyText text = presented(authorization, xApiKey).flatMap(KeyText::parse).orElse(null);
		if (text == null) {
			this.guesses.noKey();
			throw refusal();
		}
		byte[] hash = this.peppers.current().hash(text);
		StoredKey key = this.keys.find(text.publicId(), () -> this.guesses.mayAsk(origin)).orElse(null);
		Instant now = this.clock.instant();
		if (key == null || !proves(key, text, hash, now) || !key.worksAt(now)) {
			this.guesses.wrongFrom(origin);
			throw refusal();
		}
		return key;
	}

	private boolean proves(StoredKey key, KeyText text, byte[] hash, Instant now) {
		if (proves(key, key.secret(), text, hash)) {
			return true;
		}
		KeySecret previous = key.previous();
		return previous != null && previous.worksAt(now) && proves(key, previous, text, hash);
	}

	private boolean proves(StoredKey key, KeySecret secret, KeyText text, byte[] hash) {
		Pepper current = this.peppers.current();
		if (secret.pepperId().equals(current.id())) {
			return secret.matches(hash);
		}
		Pepper old = this.peppers.find(secret.pepperId());
		if (old == null || !secret.matches(old.hash(text))) {
			return false;
		}
		this.keys.renew(key, secret, secret.under(current, hash));
		return true;
	}

	private static Optional<String> presented(@Nullable String authorization, @Nullable String xApiKey) {
		if (authorization == null) {
			return Optional.ofNullable(xApiKey);
		}
		return Bearer.token(authorization).filter(token -> xApiKey == null || xApiKey.equals(token));
	}

	private static CallRefused refusal() {
		return ApiError.of(401, "authentication_error", "invalid_api_key",
				"The API key is missing or not valid. Send a key of Serai's as 'Authorization: Bearer …' or 'x-api-key'.")
			.refused();
	}

}
