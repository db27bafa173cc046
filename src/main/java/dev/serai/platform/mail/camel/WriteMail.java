package dev.serai.platform.mail.camel;

import java.time.Clock;
import java.util.function.Supplier;

import dev.serai.platform.mail.Handover;
import dev.serai.platform.mail.MailSettings;
import dev.serai.platform.mail.Mailing;
import dev.serai.platform.mail.OutgoingMail;
import dev.serai.platform.mail.WrittenMail;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Converts an {@link OutgoingMail} to MIME. The result is also in the exchange property
 * {@value #WRITTEN}, for later steps that check how far sending came.
 */
public final class WriteMail implements Processor {

	/** The exchange property of a {@link Handover}, for senders that need one. */
	public static final String HANDOVER = "mail-handover";

	public static final String WRITTEN = "written-mail";

	private final Mailing mailing;

	private final Supplier<Session> session;

	private final Clock clock;

	WriteMail(Mailing mailing, Supplier<Session> session, Clock clock) {
		this.mailing = mailing;
		this.session = session;
		this.clock = clock;
	}

	@Override
	public void process(Exchange exchange) throws MessagingException {
		MailSettings settings = this.mailing.required();
		OutgoingMail mail = exchange.getMessage().getBody(OutgoingMail.class);
		if (!settings.recipients().among(mail.recipients()).equals(mail.recipients())) {
			throw new IllegalArgumentException("The mail has recipients in domains that are not permitted");
		}
		Handover handover = exchange.getProperty(HANDOVER, Handover.UNWATCHED, Handover.class);
		WrittenMail written = WrittenMail.of(mail, settings.from(), this.session.get(), this.clock.instant(), handover);
		exchange.setProperty(WRITTEN, written);
		exchange.getMessage().removeHeaders("*");
		exchange.getMessage().setBody(written);
	}

}
