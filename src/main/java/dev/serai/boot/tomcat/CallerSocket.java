package dev.serai.boot.tomcat;

import java.io.IOException;

import dev.serai.call.ClientConnection;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * The socket of one request. Looking at it fills Tomcat's own read buffer, so that what a
 * caller sends early is not lost; {@link #release} ends that before Tomcat reads the next
 * request.
 */
public final class CallerSocket implements ClientConnection {

	/** The request attribute that holds it. */
	public static final String ATTRIBUTE = CallerSocket.class.getName();

	private @Nullable SocketWrapperBase<?> socket;

	private final Runnable dropRest;

	private boolean gone;

	/**
	 * @param dropRest makes the container end the line with the answer
	 */
	CallerSocket(@Nullable SocketWrapperBase<?> socket, Runnable dropRest) {
		this.socket = socket;
		this.dropRest = dropRest;
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
		this.dropRest.run();
	}

	@Override
	public synchronized void release() {
		this.socket = null;
	}

}
