package dev.serai.platform.mail;

import java.util.Arrays;
import java.util.stream.Collectors;

import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.util.MailConnectException;
import org.eclipse.angus.mail.util.SocketConnectException;
import org.jspecify.annotations.Nullable;

/**
 * The result of a mail that was not sent normally.
 *
 * @param reason a one-line message for people, without secrets
 * @param said the mail server's or the connection's message in one line, only for the
 * log: it may contain hosts and addresses; null when the reason is complete
 */
public record MailFailure(Kind kind, String reason, @Nullable String said) {

	private static final int LONGEST_REASON = 300;

	/** The kind of failure. */
	public enum Kind {

		/** Not sent; the server cannot be reached. */
		UNREACHABLE,
		/** Not sent. */
		NOT_SENT,
		/**
		 * Sent to some recipients; the server refused the others permanently or
		 * temporarily.
		 */
		SENT_TO_SOME,
		/**
		 * The connection broke or timed out after the mail's end: the server may have
		 * accepted it.
		 */
		UNKNOWN

	}

	/**
	 * @param handedOver whether the server may have seen the mail's end
	 */
	public static MailFailure of(Throwable thrown, boolean handedOver) {
		Throwable failure = relevant(thrown);
		if (failure instanceof SendFailedException some && sent(some)) {
			return new MailFailure(Kind.SENT_TO_SOME, line("The mail server refused "
					+ names(some.getInvalidAddresses(), some.getValidUnsentAddresses()) + "; the others have it."),
					line(message(failure)));
		}
		if (handedOver && !isRefusal(failure)) {
			return new MailFailure(Kind.UNKNOWN,
					"The mail server did not confirm the mail. It is not sent again automatically, because it"
							+ " may have arrived.",
					line(message(failure)));
		}
		if (failure instanceof MailConnectException || failure instanceof SocketConnectException) {
			return new MailFailure(Kind.UNREACHABLE, "The mail server cannot be reached.", line(message(failure)));
		}
		if (failure instanceof AuthenticationFailedException) {
			return new MailFailure(Kind.UNREACHABLE, "The mail server does not accept the user name and password.",
					line(message(failure)));
		}
		int status = status(failure);
		return new MailFailure(Kind.NOT_SENT, (status > 0)
				? "The mail server refused the mail with status " + status + "." : "The mail could not be sent.",
				line(message(failure)));
	}

	/** Returns the mail's failure from the exceptions around it. */
	private static Throwable relevant(Throwable thrown) {
		for (Throwable each = thrown; each != null; each = each.getCause()) {
			if (each instanceof MessagingException) {
				return each;
			}
		}
		return thrown;
	}

	/** For refused addresses, the server's message is in the next exception. */
	private static @Nullable String message(Throwable failure) {
		return (failure instanceof SendFailedException refused && refused.getNextException() != null)
				? refused.getNextException().getMessage() : failure.getMessage();
	}

	/** Returns the mail server's status code; 0 when there is none. */
	private static int status(Throwable failure) {
		Throwable told = (failure instanceof SendFailedException refused && refused.getNextException() != null)
				? refused.getNextException() : failure;
		return switch (told) {
			case SMTPSendFailedException mail -> mail.getReturnCode();
			case SMTPAddressFailedException recipient -> recipient.getReturnCode();
			case SMTPSenderFailedException sender -> sender.getReturnCode();
			default -> 0;
		};
	}

	private static boolean sent(SendFailedException failure) {
		Address[] sent = failure.getValidSentAddresses();
		return sent != null && sent.length > 0;
	}

	/** Whether the server refused the mail. */
	private static boolean isRefusal(Throwable failure) {
		return failure instanceof SMTPSendFailedException refused && refused.getReturnCode() >= 400;
	}

	private static String names(Address[]... groups) {
		return Arrays.stream(groups)
			.filter(group -> group != null)
			.flatMap(Arrays::stream)
			.map(Address::toString)
			.collect(Collectors.joining(", "));
	}

	private static String line(@Nullable String text) {
		String one = String.valueOf(text)
			.codePoints()
			.map(c -> Plain.isOneLine(Character.toString(c)) ? c : ' ')
			.limit(LONGEST_REASON)
			.collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
			.toString();
		return one.strip();
	}

}
