package dev.serai.call;

/** The caller's end of the line. */
@FunctionalInterface
public interface ClientConnection {

	/** Whether the caller has gone. Safe from any thread; never blocks. */
	boolean isGone();

}
