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
 * Connects the servlet container and calls. Nothing of the request becomes a message,
 * because the call reads the allowed headers itself; a whole answer is written in one
 * piece with its length.
 */
@Component("call-binding")
final class CallBinding extends DefaultHttpBinding {

	private static final Logger LOG = LoggerFactory.getLogger(CallBinding.class);

	/**
	 * Some HTTP clients discard data that they have received but not delivered when the
	 * connection breaks. This delay lets them deliver the error event.
	 */
	private static final long BEFORE_ABORT_NANOS = Duration.ofMillis(25).toNanos();

	/**
	 * @param answerHeaders selects the headers that callers get
	 */
	CallBinding(HeaderFilterStrategy answerHeaders) {
		setHeaderFilterStrategy(answerHeaders);
	}

	@Override
	public void readRequest(HttpServletRequest request, Message message) {
		// Required by the servlet only; the call reads the path from the request itself.
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
	 * For routes of the integration team without a route configuration: writes an error
	 * in the API's format, without details of a defect.
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
	 * Sends each piece of a stream as it arrives. The connection of an incomplete stream
	 * is aborted, because not every client handles error events.
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
