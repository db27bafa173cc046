package dev.serai.insight.report.camel;

import dev.serai.insight.report.Deliveries.Claim;
import dev.serai.insight.report.Dispatch;
import dev.serai.platform.mail.Handover;
import dev.serai.platform.mail.MailFailure;
import dev.serai.platform.mail.WrittenMail;
import dev.serai.platform.mail.camel.WriteMail;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/** Sends waiting reports. */
@Component("delivery-steps")
public final class DeliverySteps {

	private static final Logger LOG = LoggerFactory.getLogger("dev.serai.insight.report.delivery");

	private static final String CLAIM = "report-claim";

	private static final String FAILURE = "report-failure";

	/**
	 * Set when the mail server cannot be reached, so that the other reports wait for the
	 * next minute.
	 */
	private static final String UNREACHABLE = "mail-unreachable";

	private final Dispatch dispatch;

	DeliverySteps(Dispatch dispatch) {
		this.dispatch = dispatch;
	}

	public void openDueReports(Exchange exchange) {
		this.dispatch.openDue();
	}

	/** Sets the body to a claim, or to null. */
	public void claim(Exchange exchange) {
		boolean go = !exchange.getProperty(UNREACHABLE, false, Boolean.class);
		exchange.getMessage().removeHeaders("*");
		exchange.getMessage().setBody(go ? this.dispatch.claim().orElse(null) : null);
	}

	/** Sets the body to the claim's mail. */
	public void writeMail(Exchange exchange) {
		Claim claim = exchange.getMessage().getBody(Claim.class);
		exchange.setProperty(CLAIM, claim);
		exchange.removeProperty(FAILURE);
		exchange.removeProperty(WriteMail.WRITTEN);
		Handover handover = () -> this.dispatch.handOver(claim);
		exchange.setProperty(WriteMail.HANDOVER, handover);
		exchange.getMessage().setBody(this.dispatch.mail(claim));
	}

	public void judgeFailure(Exchange exchange) {
		Exception thrown = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
		WrittenMail written = exchange.getProperty(WriteMail.WRITTEN, WrittenMail.class);
		MailFailure failure = MailFailure.of(thrown, written != null && written.isHandedOver());
		LOG.warn("A report's mail, delivery {}: {} ({})", exchange.getProperty(CLAIM, Claim.class).delivery().id(),
				failure.reason(), failure.said());
		LOG.debug("The failure of the mail", thrown);
		exchange.setProperty(FAILURE, failure);
		exchange.setProperty(UNREACHABLE, failure.kind() == MailFailure.Kind.UNREACHABLE);
	}

	public void keepOutcome(Exchange exchange) {
		Claim claim = exchange.getProperty(CLAIM, Claim.class);
		MailFailure failure = exchange.getProperty(FAILURE, MailFailure.class);
		if (failure != null) {
			this.dispatch.failed(claim, failure);
		}
		else {
			this.dispatch.sent(claim);
		}
	}

}
