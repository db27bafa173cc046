package dev.serai.access;

import java.time.Clock;
import java.util.Optional;

import dev.serai.call.ApiError;
import dev.serai.call.CallRefused;
import dev.serai.call.Caller;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who calls. A key that is malformed, unknown, wrong, expired or revoked gets
 * one and the same refusal after the same work; a malformed one never reaches the
 * directory.
 */
public final class Authenticator {

	private final KeyCache keys;

	private final Pepper pepper;

	private final Clock clock;

	public Authenticator(KeyCache keys, Pepper pepper, Clock clock) {
		this.keys = keys;
		this.pepper = pepper;
		this.clock = clock;
	}

	/**
	 * @param authorization the header of that name; null when it was not sent
	 * @param xApiKey the header {@code x-api-key}; null when it was not sent
	 * @throws CallRefused 401 {@code invalid_api_key}, also when the two differ; 503 when
	 * the key cannot be checked now
	 */
	public Caller authenticate(@Nullable String authorization, @Nullable String xApiKey) {
		KeyText key = presented(authorization, xApiKey).flatMap(KeyText::parse).orElseThrow(Authenticator::refusal);
		byte[] hash = this.pepper.hash(key);
		return this.keys.find(key.publicId())
			.filter(stored -> stored.matches(hash) && stored.worksAt(this.clock.instant()))
			.map(StoredKey::caller)
			.orElseThrow(Authenticator::refusal);
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
