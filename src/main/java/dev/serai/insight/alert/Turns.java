package dev.serai.insight.alert;

import java.time.Duration;

/** Lets one node at a time evaluate, whatever the number of nodes. */
public interface Turns {

	/**
	 * Returns true when this node may evaluate: the last turn is at least this long ago,
	 * and no other node has one now.
	 */
	boolean take(Duration every);

	/** Ends this node's turn. */
	void end();

}
