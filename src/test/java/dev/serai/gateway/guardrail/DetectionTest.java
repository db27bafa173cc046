package dev.serai.gateway.guardrail;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What is found and what is not. */
class DetectionTest {

	private static final Detector PERSONAL = Guardrails.detector(Guardrails.PERSONAL);

	private static final Detector SECRETS = Guardrails.detector(Guardrails.SECRETS);

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "Write to ada.lovelace@example.com, please.|Write to [email], please.",
			"<bob+news@mail.example.co.uk>|<[email]>", "to=carol@example.org&x=1|to=[email]&x=1",
			"mailto:d@example.net.|mailto:[email].", "é.müller@exämple.de schrieb|[email] schrieb",
			"bob@example.com.Yours|[email].Yours", "o'brien@example.ie|[email]",
			"Card 4111 1111 1111 1111, exp 12/29|Card [card], exp 12/29", "4111111111111111|[card]",
			"4242-4242-4242-4242 123|[card] 123", "amex 3782 822463 10005!|amex [card]!", "5555555555554444;|[card];",
			"6011111111111117|[card]", "3530111333300000|[card]", "IBAN DE89 3704 0044 0532 0130 00.|IBAN [iban].",
			"GB82WEST12345698765432|[iban]", "FR14 2004 1010 0505 0001 3M02 606|[iban]", "nl91abna0417164300|[iban]",
			"SSN 078-05-1120|SSN [us_ssn]", "NINO AB 12 34 56 C ok|NINO [uk_nino] ok", "AB123456C|[uk_nino]",
			"1 84 12 76 451 089 46|[fr_nir]", "184127645108946|[fr_nir]", "DNI 12345678Z|DNI [es_dni]",
			"12345678-z|[es_dni]", "X1234567L|[es_nie]", "86095742719|[de_tax_id]", "47 036 892 816|[de_tax_id]",
			"RSSMRA85T10A562S|[it_fiscal_code]", "Call +1 415 555 2671 now|Call [phone] now", "(415) 555-2671|[phone]",
			"415-555-2671 or|[phone] or", "+49 30 901820|[phone]", "0049 30 901820|[phone]", "030 901820|[phone]",
			"+44 20 7946 0958 x|[phone] x", "+33 1 42 68 53 00|[phone]" })
	void findsPersonalData(String text, String expected) {
		assertThat(Guardrails.redacted(PERSONAL, text)).isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Order 20261125-4711 of 2026-11-25 10:15:30", "550e8400-e29b-41d4-a716-446655440000",
			"version 1.2.3.4 of 10.0.0.1 and 192.168.100.200", "int[] a = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};",
			"1234567890123456", "4111111111111112", "4111 1111 1111 1112", "invoice 4155552671", "0.4111111111111111",
			"3.14159265358979323846", "user@localhost", "npm i pkg@1.2.3", "@Override void f()", "a@b",
			"git@github: none", "DE00 3704 0044 0532 0130 00", "GB82WEST12345698765433", "000-12-3456", "666-12-3456",
			"078051120", "GB123456C", "12345678A", "12345678901", "RSSMRA85T10A562T", "25.11.2026", "25/11/2026 12:30",
			"total: 1 234 567.89 EUR", "€ 12.345.678,90", "0xDEADBEEF00112233", "sha 4d7953c5b1f0a2e9",
			"matrix 1 0 0 1 0 0 1 1", "ISBN 978-3-16-148410-0", "1700000000000 ms", "call me maybe",
			"for (int i = 0; i < 1000000; i++)", "10:15:30.123456", "v2.10.0-rc.1+build.5", "RFC 8259, page 12" })
	void leavesAloneWhatOnlyLooksAlike(String text) {
		assertThat(Guardrails.redacted(PERSONAL, text)).isEqualTo(text);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "key sk-proj-Ab12Cd34Ef56Gh78Ij90Kl12Mn34 end|key [secret] end",
					"'sk-ant-api03-Ab12Cd34Ef56Gh78Ij90Kl12Mn34-Op56'|'[secret]'", "AKIAIOSFODNN7EXAMPLE,|[secret],",
					"token=ghp_abcdefghijklmnopqrstuvwxyz0123456789|token=[secret]",
					"github_pat_11ABCDEFG0abcdefghijkl_mnopqrstuvwxyz0123456789ABCDEFGHIJ|[secret]",
					"glpat-ab12cd34ef56gh78ij90|[secret]", "xoxb-123456-abcdefGHIJKLmnop|[secret]",
					"AIzaSyA1234567890abcdefghijklmnopqrstuv|[secret]",
					"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl ok|[secret] ok",
					"sk-serai-ABCDEFGHIJKLMNOP-0123456789abcdefghijklmnopqrstuvw|[secret]",
					"hf_abcdefghijklmnopqrstuvwxyz01234567|[secret]" })
	void findsSecrets(String text, String expected) {
		assertThat(Guardrails.redacted(SECRETS, text)).isEqualTo(expected);
	}

	@Test
	void findsPrivateKeysWhole() {
		String key = "-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA7\nabc+/=\n-----END RSA PRIVATE KEY-----";
		assertThat(Guardrails.redacted(SECRETS, "a " + key + " and then")).isEqualTo("a [private_key] and then");
		assertThat(Guardrails.redacted(SECRETS, key.replace("\n", "\\n"))).isEqualTo("[private_key]");
		assertThat(Guardrails.redacted(SECRETS, "-----BEGIN CERTIFICATE-----\nMII")).contains("MII");
	}

	@ParameterizedTest
	@ValueSource(strings = { "sk-estimator-html-representation-of-a-pipeline", "ghp_short", "AKIASHORT",
			"a task-management-system-for-2026-and-beyond", "eyJhbGciOiJIUzI1NiJ9 alone", "xoxb- prefix",
			"the prefix is sk- or glpat-", "AKIAIOSFODNN7EXAMPLELONGER" })
	void leavesAloneWhatIsNoSecret(String text) {
		assertThat(Guardrails.redacted(SECRETS, text)).isEqualTo(text);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "Project  Bluebird is secret|[word] is secret", "PROJECT bluebird|[word]",
			"project bluebirds|project bluebirds", "kestrel, kestrels|[word], kestrels",
			"Straße und strasse|[word] und strasse", "社外秘です|[word]です", "ticket ABC-12345 here|ticket [pattern] here",
			"xABC-12345|xABC-12345", "aaaaaaaaaaaaaaaa|aaaaaaaaaaaaaaaa" })
	void findsDeniedWordsAndPatterns(String text, String expected) {
		Detector denied = Guardrails.detector("""
				{ kind: deny-list, mode: redact, words: [project bluebird, kestrel, straße, 社外秘], \
				patterns: ['\\bABC-\\d{5}\\b', '(a+)+$b'] }""");
		assertThat(Guardrails.redacted(denied, text)).isEqualTo(expected);
	}

	/** A text looks the same to people with other blanks, dashes, widths. */
	@Test
	void findsWhatIsWrittenWithOtherCharacters() {
		for (char blank : "\u00a0\u202f\u2007\u2009\u3000".toCharArray()) {
			assertThat(Guardrails.redacted(PERSONAL, "A\u00a0card 4111 1111 1111 1111".replace(' ', blank)))
				.isEqualTo("A\u00a0card" + blank + "[card]");
		}
		assertThat(Guardrails.redacted(PERSONAL, "4242\u20114242\u20114242\u20114242 \u2013"))
			.isEqualTo("[card] \u2013");
		assertThat(Guardrails.redacted(PERSONAL, "４１１１１１１１１１１１１１１１ and bob＠example．com！"))
			.isEqualTo("[card] and [email]！");
		assertThat(Guardrails.redacted(SECRETS, "ＡＫＩＡIOSFODNN7EXAMPLE")).isEqualTo("[secret]");
		Detector denied = Guardrails.detector("""
				{ kind: deny-list, mode: redact, words: [project bluebird], patterns: ['AB-\\d{3}', '（x）'] }""");
		assertThat(Guardrails.redacted(denied, "ｐroject\u202fblue\u00adbi\u200brd, blue\u00adbird"))
			.isEqualTo("[word], blue\u00adbird");
		assertThat(Guardrails.redacted(denied, "AB\u2013１２３ or （x） or (x)")).isEqualTo("[pattern] or [pattern] or (x)");
	}

	@Test
	void jsonStaysJson() {
		String json = "{\"to\":\"bob\\u0040example.com\",\"card\":4111111111111111,\"n\":-1.5e3,\"s\":\"a\\n\\\"b\\\"\","
				+ "\"ok\":true,\"none\":null,\"list\":[\"+1 415 555 2671\",1]}";
		assertThat(Redaction.ofJson(PERSONAL, json))
			.isEqualTo("{\"to\":\"[email]\",\"card\":\"[card]\",\"n\":-1.5e3,\"s\":\"a\\n\\\"b\\\"\","
					+ "\"ok\":true,\"none\":null,\"list\":[\"[phone]\",1]}");
		assertThat(Redaction.ofJson(PERSONAL, "{}")).isEqualTo("{}");
		assertThat(Redaction.ofJson(PERSONAL, "mail bob@example.com")).isEqualTo("mail [email]");
	}

	/** H06: whatever a text is made of, it is read in time that grows with it. */
	/**
	 * Patterns that take other engines time beyond all bounds: twice the text takes about
	 * twice the time, whole and in pieces.
	 */
	@ParameterizedTest
	@CsvSource(delimiter = ';', textBlock = """
			(a+)+b                       ; a
			(a|aa)+$x                    ; a
			(?:a?){30}a{30}b             ; a
			(.*)*c                       ; ab
			\\w+\\s*@\\w+\\.(\\w+\\.)*x   ; ab@c.
			(?i)(x+x+)+y                 ; x
			""")
	void hostileTextsTakePatternsLinearTime(String pattern, String seed) {
		Detector detector = Guardrails.detector("{ kind: deny-list, mode: redact, patterns: ['" + pattern + "'] }");
		String text = seed.repeat(500_000 / seed.length());
		String half = text.substring(0, text.length() / 2);
		timed(detector, half);
		double ofHalf = Math.min(timed(detector, half), timed(detector, half));
		double ofAll = Math.min(timed(detector, text), timed(detector, text));
		assertThat(ofAll / ofHalf).as("the time for twice the text").isLessThan(4);
	}

	private static long timed(Detector detector, String text) {
		long start = cpuTime();
		Redaction redaction = new Redaction();
		Scanner scanner = detector.scanner(redaction);
		for (int from = 0; from < text.length(); from += 1_000) {
			scanner.add(text.substring(from, Math.min(text.length(), from + 1_000)));
		}
		scanner.end();
		return cpuTime() - start;
	}

	/** How long a thread waits for a processor is the machine's affair. */
	private static long cpuTime() {
		return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
	}

	@Test
	void h06HostileTextsTakeLinearTime() {
		Detector denied = Guardrails.detector("{ kind: deny-list, mode: redact, words: [secret plan of the secret] }");
		PERSONAL.scan("warm up bob@example.com +1 415 555 2671", new Redaction());
		for (String seed : List.of("@", "1", "a@", "a.", "1 ", "12 34 56 78 ", "+1", "4111 ", "sk-", "eyJ",
				"-----BEGIN ", "DE89 3704 ", "a@a.a", "(", "aA1", "secret ", "s\u00ad", "s\u00ad\u200be", "４")) {
			boolean isCharacter = seed.length() == 1;
			int length = isCharacter ? 2_000_000 : 500_000;
			String text = seed.repeat(length / seed.length());
			long start = cpuTime();
			Guardrails.redacted(PERSONAL, text);
			Guardrails.redacted(SECRETS, text);
			Guardrails.redacted(denied, text);
			Duration took = Duration.ofNanos(cpuTime() - start);
			assertThat(took).as("%d characters of '%s'", length, seed)
				.isLessThan(Duration.ofMillis(isCharacter ? 1_000 : 2_500));
		}
	}

}
