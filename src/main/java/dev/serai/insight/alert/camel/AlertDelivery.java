package dev.serai.insight.alert.camel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;

import javax.net.ssl.SSLException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.insight.alert.Channel;
import dev.serai.insight.alert.Channels;
import dev.serai.insight.alert.Words;
import dev.serai.insight.alert.notice.AlertText;
import dev.serai.insight.alert.notice.Dispatch;
import dev.serai.insight.alert.notice.NotDelivered;
import dev.serai.insight.alert.notice.Notification;
import dev.serai.insight.alert.notice.Signature;
import dev.serai.insight.alert.notice.SlackMessage;
import dev.serai.insight.alert.notice.WebhookMessage;
import dev.serai.platform.error.CallRefused;
import dev.serai.platform.mail.DashboardLinks;
import dev.serai.platform.mail.MailFailure;
import dev.serai.platform.mail.Mailing;
import dev.serai.platform.mail.OutgoingMail;
import dev.serai.platform.mail.WrittenMail;
import dev.serai.platform.mail.camel.WriteMail;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Delivers an alert's notifications to their channels. Addresses come only from the
 * configuration, and error texts never contain one: anyone who knows an address can post
 * there.
 */
@Component("alert-delivery")
public final class AlertDelivery {

	private static final Logger LOG = LoggerFactory.getLogger(AlertDelivery.class);

	/** The exchange property that holds the notification. */
	private static final String NOTIFICATION = "notification";

	private static final String CHANNEL = "alertChannel";

	/** The header with the channel's type, for own routes. */
	private static final String TYPE = "alertChannelType";

	private static final String KIND = "alertKind";

	private static final String SEVERITY = "alertSeverity";

	private static final String TRANSITION = "alertTransition";

	private static final String FAILURE = "alertFailure";

	private final Dispatch dispatch;

	private final Channels channels;

	private final Mailing mailing;

	private final DashboardLinks links;

	private final ObjectMapper json;

	private final MeterRegistry meters;

	private final Clock clock;

	AlertDelivery(Dispatch dispatch, Channels channels, Mailing mailing, DashboardLinks links, ObjectMapper json,
			MeterRegistry meters, Clock clock) {
		this.dispatch = dispatch;
		this.channels = channels;
		this.mailing = mailing;
		this.links = links;
		this.json = json;
		this.meters = meters;
		this.clock = clock;
	}

	/** Sets the body to the list of due notifications. */
	public void claim(Exchange exchange) {
		exchange.getMessage().setBody(this.dispatch.due());
	}

	/**
	 * Sets the body to the message as JSON and the headers to its channel's name and
	 * type.
	 */
	public void address(Exchange exchange) {
		Notification notification = exchange.getMessage().getBody(Notification.class);
		exchange.setProperty(NOTIFICATION, notification);
		Channel channel = this.channels.find(notification.channel()).orElse(null);
		exchange.setProperty(CHANNEL, notification.channel());
		exchange.setProperty(TYPE, (channel != null) ? channel.type() : "none");
		exchange.setProperty(KIND, Words.of(notification.alert().kind()));
		exchange.setProperty(SEVERITY, Words.of(notification.alert().severity()));
		exchange.setProperty(TRANSITION, Words.of(notification.transition()));
		exchange.getMessage()
			.setBody(new String(json(WebhookMessage.of(notification, this.links)), StandardCharsets.UTF_8));
	}

	/** Fails the delivery because this node has no such channel. */
	public void noChannel(Exchange exchange) {
		throw new NotDelivered("The channel is not configured on this node");
	}

	public void writeMail(Exchange exchange) {
		Channel.Mail mail = (Channel.Mail) channel(exchange);
		Notification notification = notification(exchange);
		List<String> recipients = this.mailing.recipients().among(mail.recipients());
		if (recipients.isEmpty()) {
			throw new NotDelivered("No recipient is in a domain that mail may go to; see SERAI_MAIL_DOMAINS");
		}
		// The same id at each attempt, so that mailboxes recognise duplicates.
		exchange.getMessage()
			.setBody(OutgoingMail.of("alert-" + notification.id(), recipients, AlertText.title(notification),
					AlertText.body(notification, this.links)));
	}

	public void writeSlack(Exchange exchange) {
		Channel.Slack slack = (Channel.Slack) channel(exchange);
		request(exchange, slack.address(), json(SlackMessage.of(notification(exchange), this.links)));
	}

	public void writeWebhook(Exchange exchange) {
		Channel.Webhook webhook = (Channel.Webhook) channel(exchange);
		byte[] body = json(WebhookMessage.of(notification(exchange), this.links));
		request(exchange, webhook.address(), body);
		Message message = exchange.getMessage();
		message.setHeader("Idempotency-Key", notification(exchange).id().toString());
		if (webhook.key() != null) {
			Signature signature = Signature.of(webhook.key(), this.clock.instant(), body);
			message.setHeader("X-Serai-Timestamp", signature.timestamp());
			message.setHeader("X-Serai-Signature", signature.value());
		}
	}

	private static void request(Exchange exchange, Channel.Address address, byte[] body) {
		Message message = exchange.getMessage();
		message.removeHeaders("*");
		message.setHeader(Exchange.HTTP_URI, address.reveal());
		message.setHeader(Exchange.CONTENT_TYPE, "application/json");
		message.setBody(body);
	}

	/** Fails the attempt unless the receiver answered with success. */
	public void checkAnswer(Exchange exchange) {
		Message message = exchange.getMessage();
		int status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class);
		message.removeHeaders("*");
		if (status < 200 || status > 299) {
			throw new NotDelivered("The receiver answered " + status);
		}
	}

	/** Records an error on the route as the attempt's failure. */
	public void failed(Exchange exchange) {
		Exception caught = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
		WrittenMail mail = exchange.getProperty(WriteMail.WRITTEN, WrittenMail.class);
		if (mail != null && caught != null) {
			MailFailure failure = MailFailure.of(caught, mail.isHandedOver());
			LOG.warn("An alert's mail failed: {} ({})", failure.reason(), failure.said());
			if (failure.kind() == MailFailure.Kind.SENT_TO_SOME) {
				// Already delivered: it must not be sent again.
				return;
			}
			exchange.setProperty(FAILURE, (failure.kind() == MailFailure.Kind.UNKNOWN)
					? "The mail server did not confirm the mail" : failure.reason());
			return;
		}
		exchange.setProperty(FAILURE, reason(caught));
	}

	/** Records the result of the attempt. */
	public void settle(Exchange exchange) {
		Notification notification = notification(exchange);
		String failure = exchange.getProperty(FAILURE, String.class);
		if (failure == null) {
			this.dispatch.sent(notification);
		}
		else {
			this.dispatch.failed(notification, failure);
		}
		this.meters
			.counter("serai.alerts.notifications", "channel", notification.channel(), "outcome",
					(failure == null) ? "sent" : "failed")
			.increment();
	}

	/** Uses our own text: a library's message may contain the address. */
	private static String reason(@Nullable Throwable thrown) {
		for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
			switch (cause) {
				case NotDelivered own -> {
					return String.valueOf(own.getMessage());
				}
				case CallRefused refused -> {
					return refused.error().message();
				}
				case UnknownHostException ex -> {
					return "The receiver's host name is unknown";
				}
				case SocketTimeoutException ex -> {
					return "The receiver did not answer in time";
				}
				case ConnectException ex -> {
					return "The receiver cannot be reached";
				}
				case SSLException ex -> {
					return "No secure connection to the receiver could be made";
				}
				case IOException ex -> {
					return "The connection to the receiver broke";
				}
				default -> {
					// The cause may be more specific.
				}
			}
		}
		return "The channel's route failed" + ((thrown != null) ? " with " + thrown.getClass().getSimpleName() : "");
	}

	private Channel channel(Exchange exchange) {
		return this.channels.find(notification(exchange).channel())
			.orElseThrow(() -> new NotDelivered("The channel is not configured on this node"));
	}

	static Notification notification(Exchange exchange) {
		return exchange.getProperty(NOTIFICATION, Notification.class);
	}

	private byte[] json(Object message) {
		try {
			return this.json.writeValueAsBytes(message);
		}
		catch (JsonProcessingException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
