package dev.serai.gateway.http.tomcat;

import java.io.IOException;

import jakarta.servlet.ServletException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/** Sets {@link SecurityHeaders} on each reply, on every port. */
class SecurityHeadersValve extends ValveBase {

	private final boolean secure;

	/**
	 * @param secure whether Serai's public address is https
	 */
	SecurityHeadersValve(boolean secure) {
		super(true);
		this.secure = secure;
	}

	@Override
	public void invoke(Request request, Response response) throws IOException, ServletException {
		// An asynchronous reply passes here again and already has its headers.
		if (!request.isAsyncDispatching()) {
			SecurityHeaders.set(request, response, this.secure);
		}
		getNext().invoke(request, response);
	}

}
