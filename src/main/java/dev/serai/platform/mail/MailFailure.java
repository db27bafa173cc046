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
 * What became of a mail that was not simply sent.
 *
 * @param reason for people, in one line, without a secret
 * @param said the mail server's or the line's own words, in one line and for the log
 * alone: they may hold hosts and addresses; null where the reason says all
 */
public record MailFailure(Kind kind, String reason, @Nullable String said) {

	private static final int LONGEST_REASON = 300;

	/** What is known. */
	public enum Kind {

		/** Nobody has got it, and the server cannot be reached. */
		UNREACHABLE,
		/** Nobody has got it. */
		NOT_SENT,
		/** Some have got it, and the server refused the others for good or for now. */
		SENT_TO_SOME,
		/** The line broke or was silent after the mail's end: it may have been taken. */
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
					"The mail server did not say whether it took the mail. It is not sent again by itself, for it"
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

	/** The failure of the mail within those of who sent it. */
	private static Throwable relevant(Throwable thrown) {
		for (Throwable each = thrown; each != null; each = each.getCause()) {
			if (each instanceof MessagingException) {
				return each;
			}
		}
		return thrown;
	}

	/** Of addresses that are refused the server's words are one exception further on. */
	private static @Nullable String message(Throwable failure) {
		return (failure instanceof SendFailedException refused && refused.getNextException() != null)
				? refused.getNextException().getMessage() : failure.getMessage();
	}

	/** The status that the mail server refused with; 0 when it did not say one. */
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

	/** The server has said that it does not take it. */
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
