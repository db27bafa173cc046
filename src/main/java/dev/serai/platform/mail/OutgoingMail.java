package dev.serai.platform.mail;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A mail to send. Its content cannot add headers or recipients: header values are single
 * lines, and recipients are plain addresses.
 *
 * @param id the same at each attempt, so that mailboxes recognise duplicates. Letters,
 * digits, dots and hyphens
 * @param recipients 1 to {@value #MOST_RECIPIENTS} addresses
 * @param subject one line
 * @param text the plain text
 * @param html null for a text-only mail
 * @param images the images that the HTML refers to
 */
public record OutgoingMail(String id, List<String> recipients, String subject, String text, @Nullable String html,
		List<InlineImage> images, List<Attachment> attachments) {

	/** The maximum for one mail. */
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

	/** Creates a text-only mail. */
	public static OutgoingMail of(String id, List<String> recipients, String subject, String text) {
		return new OutgoingMail(id, recipients, subject, text, null, List.of(), List.of());
	}

}
