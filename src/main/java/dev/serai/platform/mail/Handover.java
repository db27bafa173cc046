package dev.serai.platform.mail;

/**
 * Told when all of a mail but its end has been sent. From here on the server may take it,
 * and whether it did is known only by its answer.
 */
@FunctionalInterface
public interface Handover {

	/** For mail of which it does not matter. */
	Handover UNWATCHED = () -> {
	};

	/**
	 * What it throws closes the line: the server has not seen the mail's end and does not
	 * take it.
	 */
	void begins();

}
