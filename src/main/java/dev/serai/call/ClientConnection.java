package dev.serai.call;

/** The caller's end of the line. */
public interface ClientConnection {

	/** A caller who never goes. */
	ClientConnection LASTING = () -> false;

	/** Whether the caller has gone. Safe from any thread; never blocks. */
	boolean isGone();

	/** The call is over: the line is not looked at any more. */
	default void release() {
	}

}
