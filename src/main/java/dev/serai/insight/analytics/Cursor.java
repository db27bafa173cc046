package dev.serai.insight.analytics;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

import dev.serai.gateway.call.CallId;

/** An opaque position in the list of calls: the id of the last call of a page. */
final class Cursor {

	private Cursor() {
	}

	static String after(UUID id) {
		ByteBuffer bytes = ByteBuffer.allocate(16)
			.putLong(id.getMostSignificantBits())
			.putLong(id.getLeastSignificantBits());
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
	}

	/** Returns when the call was received: its id starts with that time. */
	static Instant moment(UUID id) {
		return CallId.receivedAt(id);
	}

	static Optional<UUID> read(String text) {
		try {
			ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
			return (bytes.remaining() == 16) ? Optional.of(new UUID(bytes.getLong(), bytes.getLong()))
					: Optional.empty();
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

}
