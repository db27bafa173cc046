package dev.serai.platform.mail;

import java.util.Properties;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The mail server, the sender and the permitted recipients.
 *
 * @param username null for a server without authentication
 * @param from the sender's address
 * @param domains permitted recipient domains in lower case
 */
public record MailSettings(String host, int port, @Nullable String username, @Nullable String password, Tls tls,
		String from, Set<String> domains) {

	private static final int CONNECT_MS = 10_000;

	private static final int READ_MS = 30_000;

	/** The encryption of the connection. */
	public enum Tls {

		/** The connection must be upgraded to TLS before anything else. */
		STARTTLS(587),
		/** TLS from the first byte. */
		TLS(465),
		/** Unencrypted. */
		NONE(25);

		private final int port;

		Tls(int port) {
			this.port = port;
		}

		/** Returns the default port. */
		public int port() {
			return this.port;
		}

	}

	/** Returns Jakarta Mail's name of the protocol. */
	public String protocol() {
		return (this.tls == Tls.TLS) ? "smtps" : "smtp";
	}

	/** Returns the settings for Jakarta Mail, without the password. */
	public Properties properties() {
		Properties properties = new Properties();
		String prefix = "mail." + protocol() + ".";
		properties.setProperty(prefix + "connectiontimeout", Integer.toString(CONNECT_MS));
		properties.setProperty(prefix + "timeout", Integer.toString(READ_MS));
		properties.setProperty(prefix + "writetimeout", Integer.toString(READ_MS));
		// After the mail was accepted, the response to QUIT does not matter.
		properties.setProperty(prefix + "quitwait", "false");
		// An unknown recipient must not block the others.
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

	/** Returns the permitted recipients. */
	public Recipients recipients() {
		return new Recipients(this.domains);
	}

	@Override
	public String toString() {
		return "MailSettings[host=" + this.host + ", port=" + this.port + ", tls=" + this.tls + "]";
	}

}
