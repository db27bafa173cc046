package dev.serai.gateway.http.camel;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

import dev.serai.gateway.call.Call;
import dev.serai.gateway.call.CallHeaders;
import dev.serai.gateway.call.CallId;
import dev.serai.gateway.call.ClientConnection;
import dev.serai.gateway.call.Entrance;
import dev.serai.gateway.call.camel.Calls;
import dev.serai.gateway.http.ApiErrors;
import dev.serai.gateway.http.CallHeadersReader;
import dev.serai.gateway.http.Formats;
import dev.serai.platform.clock.NanoClock;
import dev.serai.platform.error.CallRefused;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/**
 * Opens a call for a message from a file, a queue or a timer. Its body is the request,
 * and its headers correspond to those of HTTP, including the key. There is no connection
 * that a caller could close.
 */
final class OpenMessageCall implements Processor {

	private static final String FORMAT = "format";

	/** The endpoint's name in records, because a message has no path. */
	private static final String MESSAGE = "message";

	private static final byte[] NOTHING = {};

	private final int maxBody;

	private final CallHeadersReader headers;

	private final Formats formats;

	private final Clock clock;

	private final NanoClock nanoClock;

	private final Consumer<Call> opened;

	/**
	 * @param maxBody the largest request, in bytes
	 * @param headers reads callers' headers
	 * @param formats the formats of callers; the exchange property {@code format} names
	 * the call's, the default is OpenAI's chat
	 * @param opened receives each call before its first step, and may refuse it
	 */
	OpenMessageCall(int maxBody, CallHeadersReader headers, Formats formats, Clock clock, NanoClock nanoClock,
			Consumer<Call> opened) {
		this.maxBody = maxBody;
		this.headers = headers;
		this.formats = formats;
		this.clock = clock;
		this.nanoClock = nanoClock;
		this.opened = opened;
	}

	@Override
	public void process(Exchange exchange) {
		long nanos = this.nanoClock.getAsLong();
		UUID id = CallId.next(this.clock);
		Message message = exchange.getMessage();
		byte @Nullable [] body = message.getBody(byte[].class);
		try {
			open(exchange, new Call(id, CallId.receivedAt(id), nanos, headers(message), () -> checked(body),
					ClientConnection.LASTING));
		}
		catch (CallRefused bad) {
			// A call that is refused for a header is recorded, too.
			if (exchange.getProperty(Calls.CALL) == null) {
				open(exchange, new Call(id, CallId.receivedAt(id), nanos, CallHeadersReader.NONE, () -> checked(body),
						ClientConnection.LASTING));
			}
			throw bad;
		}
		message.removeHeaders("*");
		message.setBody(NOTHING);
	}

	private void open(Exchange exchange, Call call) {
		call.cameInAt(new Entrance(MESSAGE, ""));
		call.speaks(this.formats.named(exchange.getProperty(FORMAT, String.class)));
		Calls.put(exchange, call);
		this.opened.accept(call);
	}

	private byte[] checked(byte @Nullable [] body) {
		if (body == null) {
			return NOTHING;
		}
		if (body.length > this.maxBody) {
			throw ApiErrors.tooLarge(this.maxBody).refused();
		}
		return body;
	}

	/** Header names match in any case; values that are not text are ignored. */
	private CallHeaders headers(Message message) {
		return this.headers.read(name -> values(message.getHeader(name)));
	}

	private static Iterator<String> values(@Nullable Object value) {
		if (value instanceof Iterable<?> several) {
			List<String> texts = new ArrayList<>();
			several.forEach(one -> texts.add(String.valueOf(one)));
			return texts.iterator();
		}
		return (value != null) ? List.of(value.toString()).iterator() : List.<String>of().iterator();
	}

}
