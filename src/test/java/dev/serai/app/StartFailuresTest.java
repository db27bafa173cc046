package dev.serai.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.serai.Serai;
import dev.serai.ledger.journal.Journal;
import dev.serai.ledger.journal.JournalSettings;
import dev.serai.platform.database.embedded.EmbeddedDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

@ExtendWith(OutputCaptureExtension.class)
class StartFailuresTest {

	@TempDir
	Path directory;

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					providers.yaml             | timeouts: {connect: 2 days}~ | connect
					models.yaml                | models:~  - name: a~    windw: 7~                                 | windw
					policies.yaml              | policies: [~                                                      | line
					routes/mine.camel.yaml     | - route:~    id: mine~    from:~      urri: direct:a~             | urri
					routes/mine.camel.yaml     | - route: {id: mine~                                               | line
					routes/mine.camel.yaml     | - route:~    id: mine~    from:~      uri: nonsense:a~      steps:~        - to: direct:b~ | mine
					routes/mine.camel.yaml     | - route:~    id: mine~    from:~      uri: direct:a~      steps:~        - to: {id: s, uri: 'direct:nowhere'}~ | mine.camel.yaml line 6: route mine, step s: no route begins with direct:nowhere
					routes/mine.camel.yaml     | - route:~    id: mine~    from:~      uri: direct:a~      steps:~        - process: {id: s, ref: open-cal}~ | mine.camel.yaml line 6: route mine, step s: there is no bean open-cal; did you mean open-call?
					routes/mine.camel.yaml     | - route:~    id: mine~    from:~      uri: direct:a~      steps:~        - bean: {id: s, ref: team-steps, method: createTeem}~ | mine.camel.yaml line 6: route mine, step s: the bean has no method createTeem; did you mean createTeam?
					""")
	void aFileThatIsWrongIsTheLastThingOnTheConsole(String file, String content, String says, CapturedOutput output)
			throws IOException {
		Path broken = this.directory.resolve("config").resolve(file);
		Files.createDirectories(broken.getParent());
		Files.writeString(broken, content.strip().replace('~', '\n'));

		String report = failedStart(output);

		assertThat(report).contains(says).contains("Fix ");
		assertThat(report).contains(file.startsWith("routes") ? "routes" : broken.toString());
	}

	@Test
	void anAdminKeyThatCouldBeGuessedIsRefusedAndNotShown(CapturedOutput output) {
		assertThat(failedStart(output, "--serai.admin-key=letmein-0815")).contains("SERAI_ADMIN_KEY")
			.contains("fewer than 16 characters");
		assertThat(output.getAll()).doesNotContain("letmein-0815");
	}

	@ParameterizedTest
	@CsvSource({ "--serai.admin-key=change-me-change-me-change-me, SERAI_ADMIN_KEY, example",
			"--serai.key-pepper=c2hvcnQ=, SERAI_KEY_PEPPER, 5 bytes",
			"--serai.key-pepper=no Base64 at all, SERAI_KEY_PEPPER, not Base64",
			"--serai.key-pepper-previous=c2hvcnQ=, SERAI_KEY_PEPPER_PREVIOUS, 5 bytes",
			"--serai.trusted-proxies=proxy.example, SERAI_TRUSTED_PROXIES, no block" })
	void F14_aSecretOrSettingThatIsOfNoUseIsNamed(String setting, String name, String says, CapturedOutput output) {
		assertThat(failedStart(output, setting)).contains(name).contains(says);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			--serai.trusted-proxies=10.0.0.0/8,,10.0.0.300 | SERAI_TRUSTED_PROXIES   | 10.0.0.300
			--serai.oidc.admins=["admins"]                  | SERAI_OIDC_ADMINS       | no plain name
			--serai.oidc.admins='admins'                    | SERAI_OIDC_ADMINS       | no plain name
			--serai.oidc.auditors=finance,a\u200bb          | SERAI_OIDC_AUDITORS     | a?b
			--serai.mail.domains=example.com,@example.org   | SERAI_MAIL_DOMAINS      | @example.org
			--serai.mail.domains=*.example.com              | SERAI_MAIL_DOMAINS      | no domain
			--serai.public-url=serai.example.com            | SERAI_PUBLIC_URL        | https://
			--serai.public-url=https://                     | SERAI_PUBLIC_URL        | https://
			--serai.public-url=ftp://serai.example.com      | SERAI_PUBLIC_URL        | https://
			--serai.public-url=https://a:b@serai.example    | SERAI_PUBLIC_URL        | https://
			--serai.public-url=https://serai.example?a=b    | SERAI_PUBLIC_URL        | https://
			--serai.public-url=https://serai example        | SERAI_PUBLIC_URL        | https://
			--serai.oidc.issuer=accounts.example.com        | SERAI_OIDC_ISSUER       | https://
			--serai.oidc.issuer=https://accounts.example    | SERAI_OIDC_CLIENT_ID    | is not
			""")
	void aSettingThatMakesNoSenseIsNamedWithWhatIsWrongAndHowToMendIt(String setting, String name, String says,
			CapturedOutput output) {
		assertThat(failedStart(output, setting)).contains(name).contains(says).contains("Set ");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			--serai.max-calls=0              | SERAI_MAX_CALLS is 0               | Set SERAI_MAX_CALLS to 1 or more
			--serai.drain-time=11m           | SERAI_DRAIN_TIME is 11m            | to a time from 0s to 10m
			--serai.nodes=-1                 | SERAI_NODES is -1                  | 1 or more
			--serai.simulator.failure-rate=2 | SERAI_SIMULATOR_FAILURE_RATE is 2  | a share from 0 to 1
			--serai.max-calls=many           | serai.max-calls                    | many
			--serai.upload-timeout=1minute   | serai.upload-timeout               | 1minute
			--serai.max-cals=5               | There is no setting serai.max-cals | did you mean serai.max-calls?
			--serai.oidc.client-idd=5        | serai.oidc.client-idd              | did you mean serai.oidc.client-id?
			--SERAI_MAX_CALL=5               | There is no setting SERAI_MAX_CALL | did you mean SERAI_MAX_CALLS?
			--serai.colour=red               | There is no setting serai.colour   | docs/configuration.md
			""")
	void aSettingThatIsOutOfRangeOrUnknownIsNamedWithTheFix(String setting, String problem, String fix,
			CapturedOutput output) {
		assertThat(failedStart(output, setting)).contains(problem).contains(fix);
	}

	@Test
	void aPortInUseIsNamed(CapturedOutput output) throws IOException {
		try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			assertThat(failedStart(output, "--server.port=" + taken.getLocalPort()))
				.contains("Port " + taken.getLocalPort() + " was already in use");
		}
	}

	@Test
	void aDataDirectoryInUseIsNamed(CapturedOutput output) throws IOException {
		Path dataDir = this.directory.resolve("data");
		try (EmbeddedDatabase running = EmbeddedDatabase.start(dataDir)) {
			assertThat(running.jdbcUrl()).isNotEmpty();
			assertThat(failedStart(output, "--spring.datasource.url=")).contains("Another Serai is running")
				.contains(dataDir.toString())
				.contains("SERAI_DATA_DIR");
		}
	}

	@Test
	void aJournalInUseIsNamed(CapturedOutput output) throws IOException {
		Path dataDir = this.directory.resolve("data");
		JournalSettings settings = new JournalSettings(dataDir.resolve("journal"), 8 << 20,
				JournalSettings.Sync.INTERVAL);
		try (Journal running = Journal.open(settings, call -> {
			throw new AssertionError("Nothing was accepted");
		}, System::nanoTime)) {
			assertThat(running.waiting()).isZero();
			assertThat(failedStart(output)).contains("Another Serai is running")
				.contains(dataDir.toString())
				.contains("SERAI_DATA_DIR");
		}
	}

	@Test
	void aJournalThatIsTooSmallIsNamed(CapturedOutput output) {
		assertThat(failedStart(output, "--serai.journal.max-bytes=1000")).contains("4 MiB")
			.contains("serai.journal.max-bytes");
	}

	/** What stands on the console from the report on. It has no stack trace. */
	private String failedStart(CapturedOutput output, String... arguments) {
		List<String> all = new ArrayList<>(List.of("--server.address=127.0.0.1", "--management.server.port=0",
				"--serai.data-dir=" + this.directory.resolve("data"),
				"--serai.config-dir=" + this.directory.resolve("config")));
		all.addAll(List.of(arguments));
		if (all.stream().noneMatch(argument -> argument.startsWith("--server.port="))) {
			all.add("--server.port=0");
		}
		if (all.stream().noneMatch(argument -> argument.startsWith("--spring.datasource.url="))) {
			all.add("--spring.datasource.url=jdbc:postgresql://127.0.0.1:1/none");
		}
		if (all.stream().noneMatch(argument -> argument.startsWith("--serai.admin-key="))) {
			all.add("--serai.admin-key=sk-admin-for-tests-0123456789");
		}
		assertThatException()
			.isThrownBy(() -> new SpringApplicationBuilder(Serai.class).run(all.toArray(String[]::new)).close());
		assertThat(output.getAll()).contains("APPLICATION FAILED TO START");
		String report = output.getAll().substring(output.getAll().indexOf("APPLICATION FAILED TO START"));
		assertThat(report).contains("Description:").contains("Action:").doesNotContain("\tat ");
		assertThat(report.lines().count()).as(report).isLessThan(25);
		return report;
	}

}
