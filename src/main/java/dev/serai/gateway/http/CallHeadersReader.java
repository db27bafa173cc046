package dev.serai.gateway.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;

import dev.serai.gateway.call.CacheWish;
import dev.serai.gateway.call.CallHeaders;
import dev.serai.gateway.call.NameRule;
import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;
import org.jspecify.annotations.Nullable;

/**
 * Reads a call's headers, and ignores all that are not listed, whatever the call's
 * transport.
 */
public final class CallHeadersReader {

	/** The headers of a call whose headers cannot be read. */
	public static final CallHeaders NONE = new CallHeaders(null, null, null, null, null, null, null, CacheWish.NONE,
			null, null);

	private static final int MAX_HEADER = 256;

	private static final int MAX_CREDENTIAL = 4096;

	private static final String IDEMPOTENCY_KEY = "Idempotency-Key";

	private static final int MAX_IDEMPOTENCY_KEY = 255;

	private final boolean traced;

	private final boolean latin1;

	/**
	 * @param traced whether traces are exported, so that {@code traceparent} is read
	 * @param latin1 whether values are UTF-8 that was decoded as Latin-1, as servlet
	 * containers do
	 */
	public CallHeadersReader(boolean traced, boolean latin1) {
		this.traced = traced;
		this.latin1 = latin1;
	}

	/**
	 * Reads the headers.
	 * @throws CallRefused 400, naming the header that is wrong
	 */
	public CallHeaders read(Values request) {
		return new CallHeaders(credential(request, "authorization"), credential(request, "x-api-key"),
				name(request, "x-serai-feature"), text(request, "x-serai-policy"), text(request, "x-serai-session"),
				name(request, "x-serai-tags"), timeout(request), cache(request), idempotencyKey(request),
				this.traced ? first(request, "traceparent") : null);
	}

	/** A credential that is given twice is ignored. */
	private static @Nullable String credential(Values request, String name) {
		Iterator<String> values = request.of(name);
		if (!values.hasNext()) {
			return null;
		}
		String value = values.next();
		return (values.hasNext() || value.length() > MAX_CREDENTIAL) ? "" : value;
	}

	private @Nullable String text(Values request, String name) {
		String value = first(request, name);
		if (value == null || value.isBlank()) {
			return null;
		}
		if (value.length() > MAX_HEADER) {
			throw ApiError.invalid(name, "The header " + name + " is longer than " + MAX_HEADER + " characters")
				.refused();
		}
		for (int i = 0; i < value.length(); i++) {
			if (Character.isISOControl(value.charAt(i))) {
				throw ApiError.invalid(name, "The header " + name + " holds a control character").refused();
			}
		}
		return this.latin1 ? utf8(name, value.strip()) : value.strip();
	}

	/** Reads a feature or tag. */
	private @Nullable String name(Values request, String header) {
		String value = text(request, header);
		if (value == null) {
			return null;
		}
		if (!NameRule.isVisible(value)) {
			throw ApiError.invalid(header, "The header " + header + " must have " + NameRule.HINT).refused();
		}
		String compared = NameRule.compared(value);
		return compared.isEmpty() ? null : compared;
	}

	/**
	 * The container decodes headers as Latin-1; characters beyond ASCII are meant as
	 * UTF-8.
	 */
	private static String utf8(String name, String value) {
		if (value.chars().allMatch(c -> c < 0x80)) {
			return value;
		}
		try {
			return StandardCharsets.UTF_8.newDecoder()
				.decode(ByteBuffer.wrap(value.getBytes(StandardCharsets.ISO_8859_1)))
				.toString();
		}
		catch (CharacterCodingException ex) {
			throw ApiError.invalid(name, "The header " + name + " is not valid UTF-8").refused();
		}
	}

	private CacheWish cache(Values request) {
		String value = text(request, "x-serai-cache");
		if (value == null) {
			return CacheWish.NONE;
		}
		return switch (value) {
			case "no-store" -> CacheWish.NO_STORE;
			case "no-cache" -> CacheWish.NO_CACHE;
			default -> throw ApiError.invalid("x-serai-cache", "The header x-serai-cache must be no-store or no-cache")
				.refused();
		};
	}

	/** An invalid idempotency key is refused, because the caller relies on it. */
	private static @Nullable String idempotencyKey(Values request) {
		Iterator<String> values = request.of(IDEMPOTENCY_KEY);
		if (!values.hasNext()) {
			return null;
		}
		String value = values.next();
		if (values.hasNext() || value.isEmpty() || value.length() > MAX_IDEMPOTENCY_KEY
				|| !value.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
			throw ApiError
				.invalid(IDEMPOTENCY_KEY,
						"The header " + IDEMPOTENCY_KEY + " must be given once, with 1 to " + MAX_IDEMPOTENCY_KEY
								+ " visible ASCII characters")
				.refused();
		}
		return value;
	}

	private @Nullable Duration timeout(Values request) {
		String value = text(request, "x-serai-timeout-ms");
		if (value == null) {
			return null;
		}
		try {
			long millis = Long.parseLong(value);
			if (millis >= 1) {
				return Duration.ofMillis(Math.min(millis, Duration.ofDays(1).toMillis()));
			}
		}
		catch (NumberFormatException ex) {
			// Handled below, like a number out of range.
		}
		throw ApiError
			.invalid("x-serai-timeout-ms",
					"The header x-serai-timeout-ms must be a whole number of milliseconds from 1")
			.refused();
	}

	private static @Nullable String first(Values request, String name) {
		Iterator<String> values = request.of(name);
		return values.hasNext() ? values.next() : null;
	}

	/** Access to header values. */
	@FunctionalInterface
	public interface Values {

		/**
		 * Returns all values of a header, by its name in any case; empty when it is
		 * absent.
		 */
		Iterator<String> of(String name);

	}

}
