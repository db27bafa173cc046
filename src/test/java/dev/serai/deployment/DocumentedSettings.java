package dev.serai.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The environment variables that Serai is documented to read. */
final class DocumentedSettings {

	private static final Pattern IN_DOCS = Pattern.compile("`([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)`");

	private static final Pattern IN_CONFIGURATION = Pattern.compile("\\$\\{([A-Z0-9_]+)");

	private DocumentedSettings() {
	}

	/** Those of the documentation's tables, and those that the shipped files refer to. */
	static Set<String> all() {
		return Stream.concat(
				Stream.of("docs/configuration.md", "docs/sign-in.md", "docs/reports.md")
					.flatMap(file -> names(IN_DOCS, file)),
				Stream.of("config/providers.yaml", "config/alerts.yaml").flatMap(file -> names(IN_CONFIGURATION, file)))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private static Stream<String> names(Pattern pattern, String file) {
		try {
			return pattern.matcher(Files.readString(Path.of(file)))
				.results()
				.map((MatchResult match) -> match.group(1));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
