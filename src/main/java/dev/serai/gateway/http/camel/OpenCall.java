package dev.serai.gateway.http.camel;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;

import dev.serai.gateway.access.Origins;
import dev.serai.gateway.call.CacheWish;
import dev.serai.gateway.call.Call;
import dev.serai.gateway.call.CallHeaders;
import dev.serai.gateway.call.CallId;
import dev.serai.gateway.call.ClientConnection;
import dev.serai.gateway.call.Entrance;
import dev.serai.gateway.call.NameRule;
import dev.serai.gateway.call.camel.Calls;
import dev.serai.gateway.http.BodySpace;
import dev.serai.gateway.http.Edge;
import dev.serai.gateway.http.RequestBody;
import dev.serai.gateway.http.RequestOrigin;
import dev.serai.gateway.http.tomcat.CallerSocket;
import dev.serai.gateway.http.Formats;
import dev.serai.platform.clock.NanoClock;
import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;
import jakarta.servlet.http.HttpServletRequest;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.http.common.HttpMessage;
import org.jspecify.annotations.Nullable;

/** Opens a call for a request: from here on nothing else of the request is looked at. */
final class OpenCall implements Processor {

	private static final int MAX_HEADER = 256;

	private static final String FORMAT = "format";

	private static final int MAX_CREDENTIAL = 4096;

	private static final String IDEMPOTENCY_KEY = "Idempotency-Key";

	private static final int MAX_IDEMPOTENCY_KEY = 255;

	private static final CallHeaders NO_HEADERS = new CallHeaders(null, null, null, null, null, null, null,
			CacheWish.NONE, null, null);

	private static final byte[] NOTHING = {};

	private final int maxBody;

	private final BodySpace space;

	private final Duration patience;

	private final Origins origins;

	private final boolean traced;

	private final Formats formats;

	private final NanoClock nanoClock;

	private final Consumer<Call> opened;

	/**
	 * @param maxBody the largest request, in bytes
	 * @param space for the bodies of all calls together
	 * @param patience how long a body may take to come
	 * @param origins where calls come from
	 * @param traced whether anybody is told of traces, so that the caller's is looked at
	 * @param formats how callers speak; the endpoint's route names its format in the
	 * exchange property {@code format}, and speaks OpenAI's chat where it names none
	 * @param opened is told of each call; it may refuse it
	 */
	OpenCall(int maxBody, BodySpace space, Duration patience, Origins origins, boolean traced, Formats formats,
			NanoClock nanoClock, Consumer<Call> opened) {
		this.maxBody = maxBody;
		this.space = space;
		this.patience = patience;
		this.origins = origins;
		this.traced = traced;
		this.formats = formats;
		this.nanoClock = nanoClock;
		this.opened = opened;
	}

	@Override
	public void process(Exchange exchange) {
		long nanos = this.nanoClock.getAsLong();
		Message message = exchange.getMessage();
		HttpServletRequest request = ((HttpMessage) message).getRequest();
		UUID id = (UUID) request.getAttribute(Edge.ID_ATTRIBUTE);
		Object socket = request.getAttribute(CallerSocket.ATTRIBUTE);
		ClientConnection client = (socket instanceof ClientConnection line) ? line : ClientConnection.LASTING;
		RequestBody body = new RequestBody(request, client, this.maxBody, this.space, this.patience);
		try {
			open(exchange, request, new Call(id, CallId.receivedAt(id), nanos, headers(request), body, client), body);
		}
		catch (CallRefused bad) {
			// A call that is refused for a header is a call, too, and recorded like one.
			if (exchange.getProperty(Calls.CALL) == null) {
				open(exchange, request, new Call(id, CallId.receivedAt(id), nanos, NO_HEADERS, body, client), body);
			}
			throw bad;
		}
		message.removeHeaders("*");
		// Whoever asks a message without a body for it makes Camel read the request.
		message.setBody(NOTHING);
	}

	private void open(Exchange exchange, HttpServletRequest request, Call call, RequestBody body) {
		call.cameInAt(new Entrance(request.getRequestURI(), RequestOrigin.of(request, this.origins)));
		call.speaks(this.formats.named(exchange.getProperty(FORMAT, String.class)));
		Calls.put(exchange, call);
		this.opened.accept(call);
		call.atEnd(ended -> body.release());
	}

	private CallHeaders headers(HttpServletRequest request) {
		return new CallHeaders(credential(request, "authorization"), credential(request, "x-api-key"),
				name(request, "x-serai-feature"), text(request, "x-serai-policy"), text(request, "x-serai-session"),
				name(request, "x-serai-tags"), timeout(request), cache(request), idempotencyKey(request),
				this.traced ? request.getHeader("traceparent") : null);
	}

	/** A credential that is given twice is none. */
	private static @Nullable String credential(HttpServletRequest request, String name) {
		var values = request.getHeaders(name);
		if (!values.hasMoreElements()) {
			return null;
		}
		String value = values.nextElement();
		return (values.hasMoreElements() || value.length() > MAX_CREDENTIAL) ? "" : value;
	}

	private static @Nullable String text(HttpServletRequest request, String name) {
		String value = request.getHeader(name);
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
		return utf8(name, value.strip());
	}

	/** What calls are found and summed up by. */
	private static @Nullable String name(HttpServletRequest request, String header) {
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

	/** The container takes headers for Latin-1; what is not ASCII is meant as UTF-8. */
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

	private static CacheWish cache(HttpServletRequest request) {
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

	/** A key that is not understood is refused: the caller relies on it. */
	private static @Nullable String idempotencyKey(HttpServletRequest request) {
		var values = request.getHeaders(IDEMPOTENCY_KEY);
		if (!values.hasMoreElements()) {
			return null;
		}
		String value = values.nextElement();
		if (values.hasMoreElements() || value.isEmpty() || value.length() > MAX_IDEMPOTENCY_KEY
				|| !value.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
			throw ApiError
				.invalid(IDEMPOTENCY_KEY,
						"The header " + IDEMPOTENCY_KEY + " must be given once, with 1 to " + MAX_IDEMPOTENCY_KEY
								+ " visible ASCII characters")
				.refused();
		}
		return value;
	}

	private static @Nullable Duration timeout(HttpServletRequest request) {
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
			// Answered below, like a number out of range.
		}
		throw ApiError
			.invalid("x-serai-timeout-ms",
					"The header x-serai-timeout-ms must be a whole number of milliseconds from 1")
			.refused();
	}

}
