package dev.serai.platform.mail;

import java.util.Properties;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The mail server, and whom mail is from and may go to.
 *
 * @param username null where the server asks for none
 * @param from the sender's address
 * @param domains of recipients, in lower case
 */
public record MailSettings(String host, int port, @Nullable String username, @Nullable String password, Tls tls,
		String from, Set<String> domains) {

	private static final int CONNECT_MS = 10_000;

	private static final int READ_MS = 30_000;

	/** How the line to the server is secured. */
	public enum Tls {

		/** It begins in clear and must become TLS before anything is said. */
		STARTTLS(587),
		/** It is TLS from its first byte. */
		TLS(465),
		/** It is in clear. */
		NONE(25);

		private final int port;

		Tls(int port) {
			this.port = port;
		}

		/** Where servers listen for it. */
		public int port() {
			return this.port;
		}

	}

	/** What Jakarta Mail calls the protocol. */
	public String protocol() {
		return (this.tls == Tls.TLS) ? "smtps" : "smtp";
	}

	/** The settings as Jakarta Mail wants them, without the password. */
	public Properties properties() {
		Properties properties = new Properties();
		String prefix = "mail." + protocol() + ".";
		properties.setProperty(prefix + "connectiontimeout", Integer.toString(CONNECT_MS));
		properties.setProperty(prefix + "timeout", Integer.toString(READ_MS));
		properties.setProperty(prefix + "writetimeout", Integer.toString(READ_MS));
		// Once the mail is taken it does not matter how the server says goodbye.
		properties.setProperty(prefix + "quitwait", "false");
		// Who does not exist any more keeps the mail from nobody else.
		properties.setProperty(prefix + "sendpartial", "true");
		properties.setProperty(prefix + "auth", Boolean.toString(this.username != null));
		if (this.tls != Tls.NONE) {
			properties.setProperty(prefix + "ssl.checkserveridentity", "true");
		}
		if (this.tls == Tls.STARTTLS) {
			properties.setProperty(prefix + "starttls.enable", "true");
			properties.setProperty(prefix + "starttls.required", "true");
		}
		return properties;
	}

	/** Whom it may go to. */
	public Recipients recipients() {
		return new Recipients(this.domains);
	}

	@Override
	public String toString() {
		return "MailSettings[host=" + this.host + ", port=" + this.port + ", tls=" + this.tls + "]";
	}

}
