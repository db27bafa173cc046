package dev.serai.platform.mail;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;

import jakarta.activation.DataHandler;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimePart;
import jakarta.mail.util.ByteArrayDataSource;

/**
 * A mail in MIME format: text and HTML as alternatives, the HTML with its images, then
 * the attachments. Marked as automatic, so that programs do not reply.
 */
public final class WrittenMail extends MimeMessage {

	private final Handover handover;

	private boolean handedOver;

	private WrittenMail(Session session, Handover handover) {
		super(session);
		this.handover = handover;
	}

	/**
	 * @param from the sender's address
	 * @param at the mail's date
	 */
	public static WrittenMail of(OutgoingMail mail, String from, Session session, Instant at, Handover handover)
			throws MessagingException {
		WrittenMail written = new WrittenMail(session, handover);
		written.setFrom(new InternetAddress(from, true));
		for (String recipient : mail.recipients()) {
			written.addRecipient(Message.RecipientType.TO, new InternetAddress(recipient, true));
		}
		written.setSubject(mail.subject(), StandardCharsets.UTF_8.name());
		written.setSentDate(Date.from(at));
		written.setHeader("Message-ID", "<" + mail.id() + "@" + from.substring(from.lastIndexOf('@') + 1) + ">");
		written.setHeader("Auto-Submitted", "auto-generated");
		content(written, mail);
		return written;
	}

	private static void content(MimePart whole, OutgoingMail mail) throws MessagingException {
		if (mail.attachments().isEmpty()) {
			body(whole, mail);
			return;
		}
		MimeMultipart mixed = new MimeMultipart("mixed");
		MimeBodyPart body = new MimeBodyPart();
		body(body, mail);
		mixed.addBodyPart(body);
		for (Attachment attachment : mail.attachments()) {
			MimeBodyPart file = new MimeBodyPart();
			file.setDataHandler(new DataHandler(new ByteArrayDataSource(attachment.content(), attachment.type())));
			file.setFileName(attachment.fileName());
			file.setDisposition(Part.ATTACHMENT);
			// Base64 keeps every byte, whatever mail servers do with lines.
			file.setHeader("Content-Transfer-Encoding", "base64");
			mixed.addBodyPart(file);
		}
		whole.setContent(mixed);
	}

	private static void body(MimePart part, OutgoingMail mail) throws MessagingException {
		String html = mail.html();
		if (html == null) {
			part.setText(mail.text(), StandardCharsets.UTF_8.name());
			return;
		}
		MimeMultipart alternative = new MimeMultipart("alternative");
		MimeBodyPart text = new MimeBodyPart();
		text.setText(mail.text(), StandardCharsets.UTF_8.name());
		alternative.addBodyPart(text);
		MimeBodyPart rich = new MimeBodyPart();
		rich(rich, html, mail);
		alternative.addBodyPart(rich);
		part.setContent(alternative);
	}

	private static void rich(MimePart part, String html, OutgoingMail mail) throws MessagingException {
		if (mail.images().isEmpty()) {
			part.setText(html, StandardCharsets.UTF_8.name(), "html");
			return;
		}
		MimeMultipart related = new MimeMultipart("related");
		MimeBodyPart page = new MimeBodyPart();
		page.setText(html, StandardCharsets.UTF_8.name(), "html");
		related.addBodyPart(page);
		for (InlineImage image : mail.images()) {
			MimeBodyPart shown = new MimeBodyPart();
			shown.setDataHandler(new DataHandler(new ByteArrayDataSource(image.content(), image.type())));
			shown.setContentID("<" + image.id() + ">");
			shown.setDisposition(Part.INLINE);
			related.addBodyPart(shown);
		}
		part.setContent(related);
	}

	/** Whether the server may have accepted it. */
	public boolean isHandedOver() {
		return this.handedOver;
	}

	/**
	 * An {@link IOException} from here makes the transport close the connection without
	 * the mail's end.
	 */
	@Override
	public void writeTo(OutputStream out, String[] ignored) throws IOException, MessagingException {
		super.writeTo(out, ignored);
		out.flush();
		try {
			this.handover.begins();
		}
		catch (RuntimeException ex) {
			throw new IOException("The mail is not handed over", ex);
		}
		this.handedOver = true;
	}

}
