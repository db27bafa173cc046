package dev.serai.insight.alert;

import java.net.URI;
import java.util.List;

import dev.serai.gateway.catalog.Secret;
import org.jspecify.annotations.Nullable;

/** Where alerts are told. Made from the configuration alone. */
public sealed interface Channel {

	String name();

	/** Whether owners of teams may use it for their rules. */
	boolean forTeams();

	/** Its type as the configuration writes it. */
	default String type() {
		return switch (this) {
			case Mail mail -> "mail";
			case Slack slack -> "slack";
			case Webhook webhook -> "webhook";
			case Own own -> "route";
		};
	}

	/** People's mailboxes. */
	record Mail(String name, boolean forTeams, List<String> recipients) implements Channel {

		public Mail {
			recipients = List.copyOf(recipients);
		}

	}

	/** A Slack channel, by its incoming webhook. */
	record Slack(String name, boolean forTeams, Address address) implements Channel {
	}

	/**
	 * Somebody's program.
	 *
	 * @param key signs what is sent; null for no signature
	 */
	record Webhook(String name, boolean forTeams, Address address, @Nullable Secret key) implements Channel {
	}

	/** A route that the integration team has written. */
	record Own(String name, boolean forTeams) implements Channel {
	}

	/** An address that must not be seen: who knows it may post there. */
	final class Address {

		private final URI uri;

		Address(URI uri) {
			this.uri = uri;
		}

		/** The address itself, for the one request that goes there. */
		public String reveal() {
			return this.uri.toString();
		}

		@Override
		public String toString() {
			return "(secret)";
		}

	}

}
