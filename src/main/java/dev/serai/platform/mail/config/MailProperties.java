package dev.serai.platform.mail.config;

import java.util.Set;

import dev.serai.platform.mail.MailSettings;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How mail is sent.
 *
 * @param smtp the server
 * @param mail whom mail is from and may go to
 */
@ConfigurationProperties("serai")
public record MailProperties(@DefaultValue Smtp smtp, @DefaultValue Mail mail) {

	/**
	 * {@code SERAI_SMTP_HOST} and so on.
	 *
	 * @param host null means that no mail is sent
	 * @param port null means the one that belongs to how the line is secured
	 * @param tls null means {@code starttls}, on this machine {@code none}
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
	 * @param domains of recipients; none means the sender's own
	 */
	public record Mail(@Nullable String from, @DefaultValue Set<String> domains) {
	}

}
