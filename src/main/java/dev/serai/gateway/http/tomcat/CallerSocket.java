package dev.serai.gateway.http.tomcat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

import dev.serai.gateway.call.ClientConnection;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Request;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The socket of one request. Checking it for a disconnected caller fills Tomcat's own
 * read buffer, so that early data is not lost; {@link #release} stops that before Tomcat
 * reads the next request.
 */
public final class CallerSocket implements ClientConnection {

	/** The request attribute that holds it. */
	public static final String ATTRIBUTE = CallerSocket.class.getName();

	private static final Logger LOG = LoggerFactory.getLogger(CallerSocket.class);

	/**
	 * The most early data that is discarded before the connection is aborted, in bytes.
	 */
	private static final int MAX_DISCARDED = 256 * 1024;

	private @Nullable SocketWrapperBase<?> socket;

	private final Request request;

	private boolean gone;

	CallerSocket(@Nullable SocketWrapperBase<?> socket, Request request) {
		this.socket = socket;
		this.request = request;
	}

	@Override
	public synchronized boolean isGone() {
		if (this.socket != null && !this.gone) {
			try {
				this.socket.isReadyForRead();
			}
			catch (IOException ex) {
				this.gone = true;
			}
		}
		return this.gone;
	}

	@Override
	public void readNoFurther() {
		this.request.action(ActionCode.DISABLE_SWALLOW_INPUT, null);
	}

	@Override
	public synchronized void abort() {
		// Makes Tomcat write nothing more, not even the last chunk, and close the socket
		// after the thread has returned. An IOException leaves the status as it was sent.
		this.request.action(ActionCode.CLOSE_NOW, new IOException("The stream broke off"));
		if (this.socket != null && this.socket.getSocket() instanceof NioChannel channel) {
			endInOrder(channel.getIOChannel());
		}
		this.socket = null;
	}

	/**
	 * Closing a socket with unread input resets the connection, and a reset may overtake
	 * the last bytes written. So the end is sent first, and early data is discarded.
	 */
	private static void endInOrder(@Nullable SocketChannel channel) {
		if (channel == null) {
			return;
		}
		try {
			channel.shutdownOutput();
			ByteBuffer discarded = ByteBuffer.allocate(8 * 1024);
			int total = 0;
			for (int count = channel.read(discarded); count > 0
					&& total < MAX_DISCARDED; count = channel.read(discarded.clear())) {
				total += count;
			}
		}
		catch (IOException ex) {
			LOG.debug("The caller disconnected before the connection was aborted", ex);
		}
	}

	@Override
	public synchronized void release() {
		this.socket = null;
	}

}
