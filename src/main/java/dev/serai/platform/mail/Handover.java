package dev.serai.platform.mail;

/**
 * Called when all of a mail but its end has been sent. From then on the server may accept
 * it, and only its response tells whether it did.
 */
@FunctionalInterface
public interface Handover {

	/** For mail that needs no notification. */
	Handover UNWATCHED = () -> {
	};

	/**
	 * Throwing closes the connection: the server has not seen the mail's end and does not
	 * accept it.
	 */
	void begins();

}
