package dev.serai.gateway.call;

/** The connection to the caller. */
public interface ClientConnection {

	/** A connection that never closes. */
	ClientConnection LASTING = () -> false;

	/**
	 * Returns whether the caller has closed the connection. Safe from any thread; never
	 * blocks.
	 */
	boolean isGone();

	/**
	 * Stops reading the request; the connection closes after the answer. To be called by
	 * the thread that serves the call.
	 */
	default void readNoFurther() {
	}

	/**
	 * Closes the connection without the bytes that would end the answer properly, so that
	 * the caller's HTTP client reports an error. To be called by the thread that serves
	 * the call, after it has flushed what it wrote.
	 */
	default void abort() {
	}

	/** Stops monitoring the connection, because the call is over. */
	default void release() {
	}

}
