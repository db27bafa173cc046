package dev.serai.gateway.guardrail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

import dev.serai.gateway.catalog.ConfigFile;
import dev.serai.gateway.routing.PolicyReader;

/** Guardrails as a policies.yaml declares them, to test by themselves. */
final class Guardrails {

	static final String PERSONAL = "{ kind: pii, mode: redact, phoneRegions: [US, DE, GB, FR] }";

	static final String SECRETS = "{ kind: secrets, mode: redact }";

	private static final String POLICIES = """
			default: mine
			policies:
			  mine:
			    description: Mine
			    weights: { performance: 40, cost: 30, availability: 20, capability: 10 }
			    models: all
			guardrails:
			  it: %s
			guards: [it]
			""";

	private Guardrails() {
	}

	static Guardrail of(String declaration) {
		try {
			Path directory = Files.createTempDirectory("serai-guardrails");
			Files.writeString(directory.resolve("policies.yaml"), POLICIES.formatted(declaration));
			return PolicyReader.guards(ConfigFile.find(directory, "policies.yaml")).guardrails().getFirst();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static Detector detector(String declaration) {
		return ((Guardrail.Texts) of(declaration).work()).detector();
	}

	/** What a text becomes. */
	static String redacted(Detector detector, String text) {
		return Redaction.of(detector, text);
	}

	/** Cuts a text into pieces of up to so many characters. */
	static List<String> pieces(String text, int most) {
		List<String> pieces = new ArrayList<>();
		int from = 0;
		while (from < text.length()) {
			int to = Math.min(text.length(), from + ThreadLocalRandom.current().nextInt(1, most + 1));
			pieces.add(text.substring(from, to));
			from = to;
		}
		return pieces;
	}

}
