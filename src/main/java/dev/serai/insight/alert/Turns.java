package dev.serai.insight.alert;

import java.time.Duration;

/** Has one node at a time evaluate, whatever the number of nodes. */
public interface Turns {

	/**
	 * Whether it is this node's turn: none has had one for so long, and none has one now.
	 */
	boolean take(Duration every);

	/** This node's turn is over. */
	void end();

}
