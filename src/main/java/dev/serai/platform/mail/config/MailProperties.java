package dev.serai.platform.mail.config;

import java.util.Set;

import dev.serai.platform.mail.MailSettings;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings for sending mail.
 *
 * @param smtp the server
 * @param mail the sender and the permitted recipients
 */
@ConfigurationProperties("serai")
public record MailProperties(@DefaultValue Smtp smtp, @DefaultValue Mail mail) {

	/**
	 * The server: {@code SERAI_SMTP_HOST} and so on.
	 *
	 * @param host null disables mail
	 * @param port null uses the default of the encryption
	 * @param tls null means {@code starttls}, or {@code none} for a server on this
	 * machine
	 */
	public record Smtp(@Nullable String host, @Nullable Integer port, @Nullable String username,
			@Nullable String password, MailSettings.@Nullable Tls tls) {

		@Override
		public String toString() {
			return "Smtp[host=" + this.host + "]";
		}

	}

	/**
	 * {@code SERAI_MAIL_FROM} and {@code SERAI_MAIL_DOMAINS}.
	 *
	 * @param from the sender's address
	 * @param domains permitted recipient domains; empty permits the sender's own
	 */
	public record Mail(@Nullable String from, @DefaultValue Set<String> domains) {
	}

}
