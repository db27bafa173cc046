package dev.serai.platform.mail.camel;

import java.time.Clock;

import dev.serai.platform.mail.Mailing;
import org.apache.camel.Processor;
import org.apache.camel.component.mail.DefaultJavaMailSender;
import org.apache.camel.component.mail.JavaMailSender;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Provides the steps that send mail. */
@Configuration(proxyBeanMethods = false)
class MailRouteBeans {

	/**
	 * Sends the endpoint's mail. Host and credentials are set here, not in a URI. Not
	 * used without a mail server.
	 */
	@Bean("mail-sender")
	JavaMailSender mailSender(Mailing mailing) {
		DefaultJavaMailSender sender = new DefaultJavaMailSender();
		mailing.settings().ifPresent(settings -> {
			sender.setHost(settings.host());
			sender.setPort(settings.port());
			sender.setProtocol(settings.protocol());
			sender.setUsername(settings.username());
			sender.setPassword(settings.password());
			sender.setJavaMailProperties(settings.properties());
		});
		return sender;
	}

	@Bean("write-mail")
	Processor writeMail(Mailing mailing, JavaMailSender sender, Clock clock) {
		return new WriteMail(mailing, sender::getSession, clock);
	}

}
