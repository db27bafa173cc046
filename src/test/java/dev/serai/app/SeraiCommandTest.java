package dev.serai.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.serai.testing.PreparedProgram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The program's command line, as a process sees it. */
class SeraiCommandTest {

	@TempDir
	private Path directory;

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			--help                     | verify
			-h                         | --server.port=8081
			verify --help              | --public-key=FILE
			""")
	void helpIsAsked(String arguments, String says) throws IOException, InterruptedException {
		assertThat(run(arguments)).isZero();
		assertThat(said("out")).startsWith("Usage: java -jar serai.jar").contains(says);
		assertThat(said("err")).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			verfy                      | Did you mean: java -jar serai.jar verify?
			-x                         | Unknown option: '-x'
			verify --urk jdbc:x        | Unknown options: '--urk', 'jdbc:x'
			verify --url               | Missing required parameter for option '--url' (URL)
			""")
	void argumentsThatMakeNoSenseEndWithTwoAndTheUsage(String arguments, String says)
			throws IOException, InterruptedException {
		assertThat(run(arguments)).isEqualTo(2);
		assertThat(said("out")).isEmpty();
		assertThat(said("err")).contains(says).contains("Usage: java -jar serai.jar");
	}

	@Test
	void settingsOfTheServerAreNoCommand() {
		assertThat(SeraiCommand.isMeant()).isFalse();
		assertThat(SeraiCommand.isMeant("--server.port=8081", "verify")).isFalse();
		assertThat(SeraiCommand.isMeant("verify", "--url", "jdbc:x")).isTrue();
	}

	private int run(String arguments) throws IOException, InterruptedException {
		ProcessBuilder process = new ProcessBuilder(PreparedProgram.command("-Xmx128m"));
		process.command().addAll(List.of(arguments.split(" ")));
		return process.redirectOutput(this.directory.resolve("out").toFile())
			.redirectError(this.directory.resolve("err").toFile())
			.start()
			.waitFor();
	}

	private String said(String where) throws IOException {
		return Files.readString(this.directory.resolve(where));
	}

}
