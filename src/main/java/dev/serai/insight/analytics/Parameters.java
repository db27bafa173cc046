package dev.serai.insight.analytics;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;
import org.jspecify.annotations.Nullable;

/**
 * Checks of request parameters; an invalid one ends with the refusal 400 that names it.
 */
final class Parameters {

	/** The range that both PostgreSQL and a UUID of version 7 can represent. */
	static final Instant EARLIEST = Instant.EPOCH;

	static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

	private Parameters() {
	}

	/** Parses the cursor that a page starts after. */
	static @Nullable UUID cursor(@Nullable String before) {
		return (before == null) ? null : Cursor.read(before)
			.orElseThrow(() -> invalid("before", "'before' is not the 'next' of a page of this list."));
	}

	static void inOrder(@Nullable Instant from, @Nullable Instant to) {
		if (from != null && to != null && to.isBefore(from)) {
			throw invalid("to", "'to' is before 'from'.");
		}
	}

	static Optional<UUID> uuid(String text) {
		try {
			return (text.length() == 36) ? Optional.of(UUID.fromString(text)) : Optional.empty();
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

	static CallRefused invalid(String param, String message) {
		return ApiError.invalid(param, message).refused();
	}

}
