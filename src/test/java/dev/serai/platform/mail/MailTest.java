package dev.serai.platform.mail;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.IntStream;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import dev.serai.platform.error.CallRefused;
import dev.serai.testing.FakeMailServer;
import dev.serai.testing.FakeMailServer.Reply;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import org.apache.camel.component.mail.DefaultJavaMailSender;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MailTest {

	private static final Instant AT = Instant.parse("2026-03-01T07:00:00Z");

	private static final Recipients EXAMPLE = new Recipients(Set.of("example.com"));

	private static final byte[] PICTURE = { (byte) 0x89, 'P', 'N', 'G' };

	private static OutgoingMail mail(String... recipients) {
		return new OutgoingMail("report.4711", List.of(recipients), "Kosten \u00fcber alles",
				"Gr\u00fc\u00dfe\n.\nEnde", "<p>Gr\u00fc\u00dfe <img src=\"cid:chart\"></p>",
				List.of(new InlineImage("chart", "image/png", PICTURE)), List.of(new Attachment("spend.csv",
						"text/csv; charset=UTF-8", "a,b\r\n1,2\r\n".getBytes(StandardCharsets.UTF_8))));
	}

	/** Sends it; null when it was simply taken. */
	private static MailFailure send(int port, MailSettings.Tls tls, OutgoingMail mail, Handover handover)
			throws MessagingException {
		MailSettings settings = new MailSettings("127.0.0.1", port, null, null, tls, "serai@example.com",
				Set.of("example.com"));
		Properties impatient = settings.properties();
		impatient.setProperty("mail.smtp.timeout", "500");
		DefaultJavaMailSender sender = new DefaultJavaMailSender();
		sender.setHost(settings.host());
		sender.setPort(settings.port());
		sender.setProtocol(settings.protocol());
		sender.setJavaMailProperties(impatient);
		WrittenMail written = WrittenMail.of(mail, settings.from(), sender.getSession(), AT, handover);
		try {
			sender.send(written);
			return null;
		}
		catch (MessagingException ex) {
			return MailFailure.of(ex, written.isHandedOver());
		}
	}

	private static MailFailure send(FakeMailServer server) throws MessagingException {
		return send(server.port(), MailSettings.Tls.NONE, mail("ada@example.com", "bob@example.com"),
				Handover.UNWATCHED);
	}

	@Test
	void arrivesWhole() throws Exception {
		GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
		server.start();
		try {
			assertThat(send(server.getSmtp().getPort(), MailSettings.Tls.NONE, mail("ada@example.com"),
					Handover.UNWATCHED))
				.isNull();
			MimeMessage came = server.getReceivedMessages()[0];
			assertThat(came.getMessageID()).isEqualTo("<report.4711@example.com>");
			assertThat(came.getSubject()).isEqualTo("Kosten \u00fcber alles");
			assertThat(came.getSentDate()).isEqualTo(AT);
			assertThat(came.getHeader("Auto-Submitted")).containsExactly("auto-generated");
			MimeMultipart mixed = (MimeMultipart) came.getContent();
			assertThat(mixed.getContentType()).startsWith("multipart/mixed");
			MimeMultipart alternative = (MimeMultipart) mixed.getBodyPart(0).getContent();
			assertThat(alternative.getContentType()).startsWith("multipart/alternative");
			assertThat(((String) alternative.getBodyPart(0).getContent()).replace("\r\n", "\n"))
				.isEqualTo("Gr\u00fc\u00dfe\n.\nEnde");
			MimeMultipart related = (MimeMultipart) alternative.getBodyPart(1).getContent();
			assertThat(related.getContentType()).startsWith("multipart/related");
			assertThat(related.getBodyPart(0).getContent()).asString().contains("cid:chart");
			BodyPart image = related.getBodyPart(1);
			assertThat(image.getHeader("Content-ID")).containsExactly("<chart>");
			assertThat(image.getDisposition()).isEqualTo(Part.INLINE);
			assertThat(image.getInputStream().readAllBytes()).isEqualTo(PICTURE);
			BodyPart file = mixed.getBodyPart(1);
			assertThat(file.getFileName()).isEqualTo("spend.csv");
			assertThat(file.getContentType()).startsWith("text/csv");
			assertThat(file.getInputStream().readAllBytes()).asString().isEqualTo("a,b\r\n1,2\r\n");
			assertThat(GreenMailUtil.getWholeMessage(came)).isNotEmpty();
		}
		finally {
			server.stop();
		}
	}

	@Test
	@DisplayName("M01: what a server does not take is known not to be sent, whenever it says so")
	void isKnownNotToBeSent() throws MessagingException {
		try (FakeMailServer server = new FakeMailServer()) {
			int gone = server.port();
			assertThat(send(server)).isNull();
			server.toRecipient(new Reply("451 4.7.1 Come back later"));
			assertThat(send(server)).satisfies(later -> {
				assertThat(later.kind()).isEqualTo(MailFailure.Kind.NOT_SENT);
				assertThat(later.reason()).contains("status 451").doesNotContain("Come back");
				assertThat(later.said()).contains("451 4.7.1 Come back later");
			});
			server.toRecipient(Reply.OK).toData(Reply.SILENCE);
			assertThat(send(server).kind()).isEqualTo(MailFailure.Kind.NOT_SENT);
			server.toData(new Reply("354 Go on")).toEnd(new Reply("554 No spam"));
			assertThat(send(server)).satisfies(refused -> {
				assertThat(refused.kind()).isEqualTo(MailFailure.Kind.NOT_SENT);
				assertThat(refused.reason()).contains("status 554").doesNotContain("No spam");
				assertThat(refused.said()).contains("554 No spam");
			});
			server.toEnd(new Reply("452 Disk full"));
			assertThat(send(server).kind()).isEqualTo(MailFailure.Kind.NOT_SENT);
			assertThat(send(gone, MailSettings.Tls.STARTTLS, mail("ada@example.com"), Handover.UNWATCHED).kind())
				.as("no TLS, no mail")
				.isEqualTo(MailFailure.Kind.NOT_SENT);
			server.close();
			assertThat(send(server).kind()).isEqualTo(MailFailure.Kind.UNREACHABLE);
		}
	}

	@Test
	@DisplayName("M01: a server that is silent or gone after the mail's end may have it")
	void mayHaveBeenTaken() throws MessagingException {
		try (FakeMailServer server = new FakeMailServer()) {
			assertThat(send(server.toEnd(Reply.SILENCE)).kind()).isEqualTo(MailFailure.Kind.UNKNOWN);
			assertThat(send(server.toEnd(Reply.GONE)).kind()).isEqualTo(MailFailure.Kind.UNKNOWN);
			assertThat(server.taken()).hasSize(2);
		}
	}

	@Test
	@DisplayName("M02: a mail whose sender may not hand it over is not taken")
	void isNotTakenWithoutItsEnd() throws MessagingException {
		try (FakeMailServer server = new FakeMailServer()) {
			MailFailure failure = send(server.port(), MailSettings.Tls.NONE, mail("ada@example.com"), () -> {
				throw new IllegalStateException("Somebody else has it");
			});
			assertThat(failure.kind()).isEqualTo(MailFailure.Kind.NOT_SENT);
			assertThat(server.taken()).isEmpty();
		}
	}

	@ParameterizedTest
	@DisplayName("F07: addresses are addresses and nothing beside them")
	@ValueSource(strings = { "", "ada", "@example.com", "ada@", "ada@example.com\r\nBcc: eve@evil.example",
			"ada@example.com,eve@evil.example", "Ada <ada@example.com>", "ada@example.com ", "\"a b\"@example.com",
			"ada@[127.0.0.1]", "a..b@example.com", "ada@-example.com", "ada@example.com\n", "\u00e4da@example.com" })
	void refusesWhatIsNoAddress(String address) {
		assertThatThrownBy(() -> EXAMPLE.allowed("recipients", List.of(address))).isInstanceOf(CallRefused.class);
		assertThatThrownBy(() -> OutgoingMail.of("m", List.of(address), "s", "t"))
			.isInstanceOf(IllegalArgumentException.class);
	}

	@Test
	@DisplayName("F07: recipients are few and in allowed domains; each gets one mail")
	void recipientsAreFewAndAllowed() {
		assertThat(EXAMPLE.allowed("r", List.of("ada@example.com", "bob@EXAMPLE.com", "ada@example.com")))
			.containsExactly("ada@example.com", "bob@EXAMPLE.com");
		for (String other : List.of("eve@evil.example", "eve@sub.example.com", "eve@example.com.evil.example")) {
			assertThatThrownBy(() -> EXAMPLE.allowed("r", List.of(other))).hasMessageContaining("domains");
		}
		assertThatThrownBy(() -> EXAMPLE.allowed("r", List.of())).isInstanceOf(CallRefused.class);
		List<String> many = IntStream.range(0, 10_000).mapToObj(i -> "a" + i + "@example.com").toList();
		assertThatThrownBy(() -> EXAMPLE.allowed("r", many)).isInstanceOf(CallRefused.class);
	}

	@ParameterizedTest
	@DisplayName("F07: a subject is one line")
	@ValueSource(
			strings = { "a\r\nBcc: eve@evil.example", "a\nb", "a\rb", "a\u2028b", "a\u0085b", "a\u0000b", "", " " })
	void subjectsAreOneLine(String subject) {
		assertThatThrownBy(() -> OutgoingMail.of("m", List.of("ada@example.com"), subject, "t"))
			.isInstanceOf(IllegalArgumentException.class);
	}

	@Test
	void saysNothingOfThePassword() {
		MailSettings settings = new MailSettings("h", 25, "u", "canary", MailSettings.Tls.TLS, "a@example.com",
				Set.of());
		assertThat(settings.toString() + settings.properties()).doesNotContain("canary");
		assertThat(Session.getInstance(settings.properties()).getProperty("mail.smtps.ssl.checkserveridentity"))
			.isEqualTo("true");
	}

}
