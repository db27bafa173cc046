package dev.serai.gateway.http.camel;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

import dev.serai.gateway.call.Call;
import dev.serai.gateway.call.camel.Calls;
import dev.serai.gateway.endpoint.openai.ErrorBody;
import dev.serai.gateway.reply.AnswerStream;
import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.http.common.DefaultHttpBinding;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * What passes between the container and a call. Of the request nothing becomes a message,
 * for the call itself reads what is on its allow-list; an answer that is whole is written
 * as it is, in one piece and with its length.
 */
@Component("call-binding")
final class CallBinding extends DefaultHttpBinding {

	private static final Logger LOG = LoggerFactory.getLogger(CallBinding.class);

	/**
	 * Some HTTP clients throw away what they have received and not handed over yet when
	 * the connection breaks. This lets them hand over the error event.
	 */
	private static final long BEFORE_ABORT_NANOS = Duration.ofMillis(25).toNanos();

	/**
	 * @param answerHeaders which of an answer's headers are the caller's
	 */
	CallBinding(HeaderFilterStrategy answerHeaders) {
		setHeaderFilterStrategy(answerHeaders);
	}

	@Override
	public void readRequest(HttpServletRequest request, Message message) {
		// The servlet wants it; the call is opened from the request itself, and without.
		message.setHeader(Exchange.HTTP_PATH, request.getRequestURI());
	}

	@Override
	protected void doWriteDirectResponse(Message message, HttpServletResponse response, Exchange exchange)
			throws IOException {
		if (response.getStatus() >= 400) {
			response.setHeader("cache-control", "no-store");
		}
		if (message.getBody() instanceof byte[] whole) {
			response.setContentLength(whole.length);
			try (ServletOutputStream out = response.getOutputStream()) {
				out.write(whole);
			}
			return;
		}
		if (message.getBody() instanceof AnswerStream stream) {
			relay(stream, response, Calls.of(exchange));
			return;
		}
		super.doWriteDirectResponse(message, response, exchange);
	}

	/**
	 * For a route of the integration team that has no configuration of its own: an error
	 * in the contract's shape, and of a defect nothing but that it is one.
	 */
	@Override
	public void doWriteExceptionResponse(Throwable exception, HttpServletResponse response) throws IOException {
		ApiError error = (exception instanceof CallRefused refused) ? refused.error() : ApiError.DEFECT;
		if (error.equals(ApiError.DEFECT)) {
			LOG.error("A route has failed and does not handle its errors; give it routeConfigurationId: every-request",
					exception);
		}
		byte[] body = ErrorBody.of(error);
		response.setStatus(error.status());
		response.setContentType("application/json");
		response.setHeader("cache-control", "no-store");
		response.setContentLength(body.length);
		response.getOutputStream().write(body);
	}

	/**
	 * Each piece of a stream is sent as it comes. A stream that is not complete gets no
	 * end: the connection is aborted, because not every client looks at error events.
	 */
	private static void relay(AnswerStream stream, HttpServletResponse response, Call call) throws IOException {
		ServletOutputStream out = response.getOutputStream();
		try (stream) {
			while (stream.sendNext(out)) {
				out.flush();
			}
		}
		catch (IOException | RuntimeException | Error ex) {
			abort(response, call);
			throw ex;
		}
		if (stream.isComplete()) {
			out.close();
		}
		else {
			LockSupport.parkNanos(BEFORE_ABORT_NANOS);
			abort(response, call);
		}
	}

	private static void abort(HttpServletResponse response, Call call) {
		if (response.isCommitted()) {
			call.abortConnection();
		}
	}

}
