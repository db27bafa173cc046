package dev.serai.boot.tomcat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

import dev.serai.ledger.CallId;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;

/**
 * Renders what never reaches the application, a request line that is no HTTP for
 * instance, in the contract's shape, and says nothing of the inside.
 */
public class JsonErrorValve extends ErrorReportValve {

	private static final String REQUEST_ID = "x-request-id";

	private static final Clock CLOCK = Clock.systemUTC();

	@Override
	protected void report(Request request, Response response, Throwable throwable) {
		int status = response.getStatus();
		if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
			return;
		}
		if (!response.containsHeader(REQUEST_ID)) {
			response.setHeader(REQUEST_ID, CallId.next(CLOCK).toString());
		}
		// 501 and 505 are said of methods and versions that nobody knows.
		String body = (status < 500 || status == 501 || status == 505)
				? "{\"error\":{\"message\":\"The request is not valid HTTP\",\"type\":\"invalid_request_error\","
						+ "\"param\":null,\"code\":\"bad_request\"}}"
				: "{\"error\":{\"message\":\"Serai failed by a fault of its own\",\"type\":\"server_error\","
						+ "\"param\":null,\"code\":\"internal_error\"}}";
		try {
			response.setContentType("application/json");
			response.setCharacterEncoding("utf-8");
			byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
			response.setContentLength(bytes.length);
			response.getOutputStream().write(bytes);
			response.finishResponse();
		}
		catch (IOException | IllegalStateException ex) {
			this.container.getLogger().debug("An error could not be reported: the caller has gone", ex);
		}
	}

}
