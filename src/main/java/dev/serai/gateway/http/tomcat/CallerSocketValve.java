package dev.serai.gateway.http.tomcat;

import java.io.IOException;

import jakarta.servlet.ServletException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.tomcat.util.net.SocketWrapperBase;

/** Attaches a {@link CallerSocket} to each request. */
class CallerSocketValve extends ValveBase {

	CallerSocketValve() {
		super(true);
	}

	@Override
	public void invoke(Request request, Response response) throws IOException, ServletException {
		Object socket = request.getCoyoteRequest().getNote(MonitoredProtocol.SOCKET_NOTE);
		request.setAttribute(CallerSocket.ATTRIBUTE, new CallerSocket(
				(socket instanceof SocketWrapperBase<?> wrapper) ? wrapper : null, request.getCoyoteRequest()));
		getNext().invoke(request, response);
	}

}
