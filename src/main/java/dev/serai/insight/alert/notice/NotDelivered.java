package dev.serai.insight.alert.notice;

/**
 * A failed delivery attempt. The message is for operators and contains no address and no
 * other secret.
 */
public final class NotDelivered extends RuntimeException {

	private static final long serialVersionUID = 1L;

	public NotDelivered(String message) {
		super(message);
	}

}
