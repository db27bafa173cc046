package dev.serai.platform.mail.config;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import dev.serai.platform.config.PublicUrlProperties;
import dev.serai.platform.mail.DashboardLinks;
import dev.serai.platform.mail.MailSettings;
import dev.serai.platform.mail.Mailing;
import dev.serai.platform.mail.Recipients;
import dev.serai.platform.start.CannotStart;
import dev.serai.platform.start.SettingList;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Wires the mail server, if one is configured. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ MailProperties.class, PublicUrlProperties.class })
class MailConfiguration {

	private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

	@Bean
	Mailing mailing(MailProperties properties) {
		Set<String> domains = SettingList
			.of("SERAI_MAIL_DOMAINS", properties.mail().domains(), domain -> Recipients.isAddress("mail@" + domain),
					"no domain", "domains with commas between, without @ and *, like example.com,example.org.")
			.stream()
			.map(domain -> domain.toLowerCase(Locale.ROOT))
			.collect(Collectors.toUnmodifiableSet());
		String host = given(properties.smtp().host());
		return (host != null) ? new Mailing(settings(host, properties, domains), domains) : new Mailing(null, domains);
	}

	/** Without a public address, links lead to this machine, as the log says at start. */
	@Bean
	DashboardLinks dashboardLinks(PublicUrlProperties publicUrl, Environment environment) {
		String given = publicUrl.publicUrl();
		return new DashboardLinks(() -> (given != null) ? given : "http://localhost:"
				+ environment.getProperty("local.server.port", environment.getProperty("server.port", "8080")));
	}

	private static MailSettings settings(String host, MailProperties properties, Set<String> domains) {
		MailProperties.Smtp smtp = properties.smtp();
		String from = given(properties.mail().from());
		if (from == null || !Recipients.isAddress(from)) {
			throw new CannotStart("SERAI_SMTP_HOST is set, and SERAI_MAIL_FROM is no e-mail address.",
					"Set SERAI_MAIL_FROM to the address that mail is to be from, like serai@example.com.");
		}
		MailSettings.Tls tls = smtp.tls();
		if (tls == null) {
			tls = THIS_MACHINE.contains(host) ? MailSettings.Tls.NONE : MailSettings.Tls.STARTTLS;
		}
		Integer port = smtp.port();
		return new MailSettings(host, (port != null) ? port : tls.port(), given(smtp.username()),
				given(smtp.password()), tls, from, domains.isEmpty()
						? Set.of(from.substring(from.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT)) : domains);
	}

	private static @Nullable String given(@Nullable String text) {
		return (text == null || text.isBlank()) ? null : text.strip();
	}

}
