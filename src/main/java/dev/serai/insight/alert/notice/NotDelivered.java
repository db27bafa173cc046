package dev.serai.insight.alert.notice;

/**
 * A notification could not be told now. The message is for operators and holds neither an
 * address nor anything else that is secret.
 */
public final class NotDelivered extends RuntimeException {

	private static final long serialVersionUID = 1L;

	public NotDelivered(String message) {
		super(message);
	}

}
