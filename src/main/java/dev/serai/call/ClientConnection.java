package dev.serai.call;

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

	/** The call is over: the line is not looked at any more. */
	default void release() {
	}

}
