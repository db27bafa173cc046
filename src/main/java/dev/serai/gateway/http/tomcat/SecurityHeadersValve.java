package dev.serai.gateway.http.tomcat;

import java.io.IOException;

import jakarta.servlet.ServletException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/** Gives each answer its {@link SecurityHeaders}, on every port. */
class SecurityHeadersValve extends ValveBase {

	private final boolean secure;

	/**
	 * @param secure whether browsers find Serai at an https address
	 */
	SecurityHeadersValve(boolean secure) {
		super(true);
		this.secure = secure;
	}

	@Override
	public void invoke(Request request, Response response) throws IOException, ServletException {
		// An asynchronous answer passes here again when it is made, with headers of its
		// own.
		if (!request.isAsyncDispatching()) {
			SecurityHeaders.set(request, response, this.secure);
		}
		getNext().invoke(request, response);
	}

}
