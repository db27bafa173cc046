package dev.serai.gateway.http.camel;

import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;

import dev.serai.gateway.access.Origins;
import dev.serai.gateway.call.Call;
import dev.serai.gateway.call.CallId;
import dev.serai.gateway.call.ClientConnection;
import dev.serai.gateway.call.Entrance;
import dev.serai.gateway.call.camel.Calls;
import dev.serai.gateway.http.BodySpace;
import dev.serai.gateway.http.CallHeadersReader;
import dev.serai.gateway.http.Edge;
import dev.serai.gateway.http.RequestBody;
import dev.serai.gateway.http.RequestOrigin;
import dev.serai.gateway.http.tomcat.CallerSocket;
import dev.serai.gateway.http.Formats;
import dev.serai.platform.clock.NanoClock;
import dev.serai.platform.error.CallRefused;
import jakarta.servlet.http.HttpServletRequest;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.http.common.HttpMessage;

/** Opens a call for an HTTP request: from here on nothing else of the request is read. */
final class OpenCall implements Processor {

	private static final String FORMAT = "format";

	private static final byte[] NOTHING = {};

	private final int maxBody;

	private final BodySpace space;

	private final Duration longestWait;

	private final Origins origins;

	private final CallHeadersReader headers;

	private final Formats formats;

	private final NanoClock nanoClock;

	private final Consumer<Call> opened;

	/**
	 * @param maxBody the largest request, in bytes
	 * @param space the memory for the bodies of all calls
	 * @param longestWait how long receiving a body may take
	 * @param origins finds callers' addresses
	 * @param headers reads callers' headers
	 * @param formats the formats of callers; the endpoint's route names its format in the
	 * exchange property {@code format}, the default is OpenAI's chat
	 * @param opened receives each call before its first step, and may refuse it
	 */
	OpenCall(int maxBody, BodySpace space, Duration longestWait, Origins origins, CallHeadersReader headers,
			Formats formats, NanoClock nanoClock, Consumer<Call> opened) {
		this.maxBody = maxBody;
		this.space = space;
		this.longestWait = longestWait;
		this.origins = origins;
		this.headers = headers;
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
		RequestBody body = new RequestBody(request, client, this.maxBody, this.space, this.longestWait);
		try {
			open(exchange, request, new Call(id, CallId.receivedAt(id), nanos,
					this.headers.read(name -> request.getHeaders(name).asIterator()), body, client), body);
		}
		catch (CallRefused bad) {
			// A call that is refused for a header is recorded, too.
			if (exchange.getProperty(Calls.CALL) == null) {
				open(exchange, request,
						new Call(id, CallId.receivedAt(id), nanos, CallHeadersReader.NONE, body, client), body);
			}
			throw bad;
		}
		message.removeHeaders("*");
		// Without a body Camel would read the request when the message's body is
		// accessed.
		message.setBody(NOTHING);
	}

	private void open(Exchange exchange, HttpServletRequest request, Call call, RequestBody body) {
		call.cameInAt(new Entrance(request.getRequestURI(), RequestOrigin.of(request, this.origins)));
		call.speaks(this.formats.named(exchange.getProperty(FORMAT, String.class)));
		Calls.put(exchange, call);
		this.opened.accept(call);
		call.atEnd(ended -> body.release());
	}

}
