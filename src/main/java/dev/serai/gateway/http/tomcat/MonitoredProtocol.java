package dev.serai.gateway.http.tomcat;

import java.io.IOException;

import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * Tomcat's HTTP/1.1 with monitored connections. Each request knows its socket, so that a
 * caller who disconnects while a provider works is noticed: Tomcat itself notices only
 * when it writes.
 */
public class MonitoredProtocol extends Http11NioProtocol {

	/** The index of the request's note; 17 and up are free for modules. */
	static final int SOCKET_NOTE = 20;

	private static final int ANSWER_BUFFER = 1024;

	/** Most requests, and all pieces of streams, are shorter. */
	private static final int SOCKET_READ = 2 * 1024;

	private static final int SOCKET_WRITE = 4 * 1024;

	public MonitoredProtocol() {
		super(new MonitoredEndpoint());
		// This buffer exists as long as the connection, for a stream for minutes.
		getEndpoint().getSocketProperties().setAppReadBufSize(SOCKET_READ);
		getEndpoint().getSocketProperties().setAppWriteBufSize(SOCKET_WRITE);
		// Sends 100 Continue only when the body is read.
		setContinueResponseTiming("onRead");
	}

	/**
	 * Answers are written in one piece, or piece by piece as they arrive, so the
	 * container need not buffer them.
	 */
	@Override
	public int getDesiredBufferSize() {
		return ANSWER_BUFFER;
	}

	/** Sets the limits; to be called before the protocol starts. */
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
