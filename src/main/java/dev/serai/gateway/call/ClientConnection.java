package dev.serai.gateway.call;

/** The caller's end of the line. */
public interface ClientConnection {

	/** A caller who never goes. */
	ClientConnection LASTING = () -> false;

	/** Whether the caller has gone. Safe from any thread; never blocks. */
	boolean isGone();

	/**
	 * What the caller still sends is not waited for: the line ends with the answer. To be
	 * called by the thread that serves the call.
	 */
	default void readNoFurther() {
	}

	/**
	 * What has been written is not a complete answer. Closes the connection behind it
	 * without what would end an answer, so that the caller's HTTP client reports an
	 * error. To be called by the thread that serves the call, after it has flushed what
	 * it wrote.
	 */
	default void abort() {
	}

	/** The call is over: the line is not looked at any more. */
	default void release() {
	}

}
