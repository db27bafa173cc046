package dev.serai.gateway.http.tomcat;

import java.io.IOException;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;

/**
 * Renders errors of requests that never reach the application, for instance an invalid
 * request line, in the API's format and without internal details.
 */
public class JsonErrorValve extends ErrorReportValve {

	@Override
	protected void report(Request request, Response response, Throwable throwable) {
		int status = response.getStatus();
		if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
			return;
		}
		if (!response.containsHeader(EarlyError.REQUEST_ID)) {
			response.setHeader(EarlyError.REQUEST_ID, EarlyError.requestId());
		}
		try {
			// Tomcat drops the headers of a failed response.
			SecurityHeaders.addMissing(request, response);
			response.setContentType("application/json");
			response.setCharacterEncoding("utf-8");
			byte[] bytes = EarlyError.of(status).body();
			response.setContentLength(bytes.length);
			response.getOutputStream().write(bytes);
			response.finishResponse();
		}
		catch (IOException | IllegalStateException ex) {
			this.container.getLogger().debug("An error could not be reported: the caller has gone", ex);
		}
	}

}
