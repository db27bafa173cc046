package dev.serai.platform.mail;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A mail as it is to be sent. Nothing in it can add a header or a recipient: what stands
 * in the head is one line, and recipients are plain addresses.
 *
 * @param id the same each time that the same mail is tried: mailboxes know by it a mail
 * that comes twice. Letters, digits, dots and hyphens
 * @param recipients 1 to {@value #MOST_RECIPIENTS} addresses
 * @param subject one line
 * @param text the mail for who reads no HTML
 * @param html null where there is text alone
 * @param images what the HTML shows
 */
public record OutgoingMail(String id, List<String> recipients, String subject, String text, @Nullable String html,
		List<InlineImage> images, List<Attachment> attachments) {

	/** Of one mail. */
	public static final int MOST_RECIPIENTS = 50;

	private static final int LONGEST_SUBJECT = 300;

	public OutgoingMail {
		if (!id.matches("[A-Za-z0-9.-]{1,100}")) {
			throw new IllegalArgumentException("No id of a mail");
		}
		recipients = List.copyOf(recipients);
		if (recipients.isEmpty() || recipients.size() > MOST_RECIPIENTS
				|| !recipients.stream().allMatch(Recipients::isAddress)) {
			throw new IllegalArgumentException("The mail's recipients are not 1 to " + MOST_RECIPIENTS + " addresses");
		}
		Plain.line("subject", subject, LONGEST_SUBJECT);
		images = List.copyOf(images);
		attachments = List.copyOf(attachments);
		if (html == null && !images.isEmpty()) {
			throw new IllegalArgumentException("Images without HTML that shows them");
		}
	}

	/** A mail of text alone. */
	public static OutgoingMail of(String id, List<String> recipients, String subject, String text) {
		return new OutgoingMail(id, recipients, subject, text, null, List.of(), List.of());
	}

}
