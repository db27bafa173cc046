package dev.serai.insight.alert;

import java.net.URI;
import java.util.List;

import dev.serai.gateway.catalog.Secret;
import org.jspecify.annotations.Nullable;

/** A destination for alert notifications, defined only by the configuration. */
public sealed interface Channel {

	String name();

	/** Whether owners of teams may use it in their rules. */
	boolean forTeams();

	/** Returns the type as it is spelled in the configuration. */
	default String type() {
		return switch (this) {
			case Mail mail -> "mail";
			case Slack slack -> "slack";
			case Webhook webhook -> "webhook";
			case Own own -> "route";
		};
	}

	/** Mail to a list of recipients. */
	record Mail(String name, boolean forTeams, List<String> recipients) implements Channel {

		public Mail {
			recipients = List.copyOf(recipients);
		}

	}

	/** A Slack channel, reached through its incoming webhook. */
	record Slack(String name, boolean forTeams, Address address) implements Channel {
	}

	/**
	 * A generic webhook.
	 *
	 * @param key signs the requests; null sends them unsigned
	 */
	record Webhook(String name, boolean forTeams, Address address, @Nullable Secret key) implements Channel {
	}

	/** A route that the integration team provides. */
	record Own(String name, boolean forTeams) implements Channel {
	}

	/** A secret address: anyone who knows it can post there. */
	final class Address {

		private final URI uri;

		Address(URI uri) {
			this.uri = uri;
		}

		/** Returns the address in plain text, only for sending the request. */
		public String reveal() {
			return this.uri.toString();
		}

		@Override
		public String toString() {
			return "(secret)";
		}

	}

}
