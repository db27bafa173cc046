package dev.serai.gateway.guardrail;

import java.util.List;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;

/** A text that comes in pieces is guarded as one that comes whole. */
class StreamProperties {

	private static final List<Detector> DETECTORS = List.of(Guardrails.detector(Guardrails.PERSONAL),
			Guardrails.detector(Guardrails.SECRETS), Guardrails.detector("""
					{ kind: deny-list, mode: redact, words: [project bluebird, blue], \
					patterns: ['AB+-\\d+', '(?i)secret: ?\\S+'] }"""));

	private static final List<String> HIDDEN = List.of("ada@example.com", "4111 1111 1111 1111", "4111111111111111",
			"DE89370400440532013000", "078-05-1120", "+1 415 555 2671", "sk-proj-Ab12Cd34Ef56Gh78Ij90",
			"ghp_abcdefghijklmnopqrstuvwxyz0123456789", "AKIAIOSFODNN7EXAMPLE",
			"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln");

	@Provide
	Arbitrary<String> texts() {
		Arbitrary<String> parts = Arbitraries.oneOf(Arbitraries.of(HIDDEN),
				Arbitraries.of("project bluebird", "project  blue", "ABB-77", "secret: x",
						"-----BEGIN PRIVATE KEY-----", "-----END PRIVATE KEY-----", "sk-", "@", "bob@", "+49 30",
						"12 34", "4111 ", "\n", " ", ". ", "😀", "é", "{\"a\":\"", "\"}", "\\", "DE89 ", "1-2", "AB",
						"４111\u00a01111\u00a01111\u00a01111", "bob＠example.com", "blue\u00ad",
						"proj\u200bect\u00a0bluebird", "ＡB\u20137", "\u200b"),
				Arbitraries.strings().ofMinLength(0).ofMaxLength(12),
				Arbitraries.strings().withCharRange('0', '9').withChars(" -+()@.aB").ofMaxLength(40));
		return parts.list().ofMinSize(1).ofMaxSize(12).map(list -> String.join("", list));
	}

	@Property(tries = 1000)
	void piecesSayWhatTheWholeSays(@ForAll("texts") String text, @ForAll("texts") String other) {
		String whole = text + other;
		for (Detector detector : DETECTORS) {
			Redaction expected = new Redaction();
			Scanner all = detector.scanner(expected);
			all.add(whole);
			all.end();
			assertThat(expected.toString()).isEqualTo(Redaction.of(detector, whole));
			for (int most : new int[] { 1, 4, 30 }) {
				Redaction pieced = new Redaction();
				Scanner scanner = detector.scanner(pieced);
				Guardrails.pieces(whole, most).forEach(scanner::add);
				scanner.end();
				assertThat(pieced.toString()).isEqualTo(expected.toString());
			}
		}
	}

	@Property(tries = 300)
	void jsonInPiecesSaysWhatTheWholeSays(@ForAll("texts") String text) {
		String json = "{\"a\":\"" + text;
		for (Detector detector : DETECTORS) {
			String expected = json(detector, List.of(json));
			assertThat(json(detector, Guardrails.pieces(json, 1))).isEqualTo(expected);
			assertThat(json(detector, Guardrails.pieces(json, 9))).isEqualTo(expected);
		}
	}

	private static String json(Detector detector, List<String> pieces) {
		Redaction said = new Redaction();
		JsonScanner scanner = new JsonScanner(detector, said);
		pieces.forEach(scanner::add);
		scanner.end();
		return said.toString();
	}

	@Provide
	Arbitrary<String> noise() {
		return Arbitraries.strings().alpha().withChars(" .,;:!?(\n").ofMaxLength(60).map(words -> words + " ");
	}

	@Property(tries = 300)
	void whatIsHiddenIsNeverSaid(@ForAll("noise") String before, @ForAll("noise") String after) {
		for (String hidden : HIDDEN) {
			String text = before + hidden + ' ' + after;
			for (Detector detector : DETECTORS.subList(0, 2)) {
				Redaction said = new Redaction();
				Scanner scanner = detector.scanner(said);
				for (String piece : Guardrails.pieces(text, 5)) {
					scanner.add(piece);
				}
				scanner.end();
				text = said.toString();
			}
			assertThat(text).doesNotContain(hidden);
		}
	}

}
