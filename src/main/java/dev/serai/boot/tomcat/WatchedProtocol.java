package dev.serai.boot.tomcat;

import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SocketWrapperBase;

import java.io.IOException;

/**
 * HTTP/1.1 as Tomcat speaks it, with each request knowing the socket that it came by, so
 * that a caller who goes away while a provider thinks is noticed: Tomcat itself notices
 * only when it writes.
 */
public class WatchedProtocol extends Http11NioProtocol {

	/** The slot of the request's note; 17 and up are free for modules. */
	static final int SOCKET_NOTE = 20;

	public WatchedProtocol() {
		// A caller who asks first is told to go on only when its body is wanted.
		setContinueResponseTiming("onRead");
	}

	@Override
	protected Processor createProcessor() {
		return new Http11Processor(this, getAdapter()) {

			@Override
			public SocketState service(SocketWrapperBase<?> socket) throws IOException {
				this.request.setNote(SOCKET_NOTE, socket);
				return super.service(socket);
			}

		};
	}

}
