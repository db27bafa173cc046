package dev.serai.gateway.http.tomcat;

import java.io.IOException;

import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * HTTP/1.1 as Tomcat speaks it, over connections that are watched. Each request knows the
 * socket that it came by, so that a caller who goes away while a provider thinks is
 * noticed: Tomcat itself notices only when it writes.
 */
public class MonitoredProtocol extends Http11NioProtocol {

	/** The slot of the request's note; 17 and up are free for modules. */
	static final int SOCKET_NOTE = 20;

	private static final int ANSWER_BUFFER = 1024;

	/** Most requests, and all pieces of streams, are shorter. */
	private static final int SOCKET_READ = 2 * 1024;

	private static final int SOCKET_WRITE = 4 * 1024;

	public MonitoredProtocol() {
		super(new MonitoredEndpoint());
		// What a connection holds as long as it is open, a stream for minutes.
		getEndpoint().getSocketProperties().setAppReadBufSize(SOCKET_READ);
		getEndpoint().getSocketProperties().setAppWriteBufSize(SOCKET_WRITE);
		// A caller who asks first is told to go on only when its body is wanted.
		setContinueResponseTiming("onRead");
	}

	/**
	 * Answers are written in one piece, or piece by piece as they come: the container
	 * need not collect them.
	 */
	@Override
	public int getDesiredBufferSize() {
		return ANSWER_BUFFER;
	}

	/** To be called before the protocol starts. */
	void keep(ConnectionLimits limits, ConnectionCounts counts) {
		((MonitoredEndpoint) getEndpoint()).keep(limits, counts);
	}

	@Override
	protected Processor createProcessor() {
		return new Http11Processor(this, getAdapter()) {

			@Override
			public SocketState process(SocketWrapperBase<?> socket, SocketEvent event) throws IOException {
				SocketState state = super.process(socket, event);
				if (state == SocketState.OPEN && socket instanceof MonitoredSocket watched) {
					watched.rest();
				}
				return state;
			}

			@Override
			public SocketState service(SocketWrapperBase<?> socket) throws IOException {
				this.request.setNote(SOCKET_NOTE, socket);
				return super.service(socket);
			}

		};
	}

}
