package dev.serai.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;

import dev.serai.admin.organisation.config.FirstStartConfiguration;
import dev.serai.gateway.access.AdminAuthenticator;
import dev.serai.gateway.access.Authenticator;
import dev.serai.gateway.access.Pepper;
import dev.serai.gateway.access.config.AccessConfiguration;
import dev.serai.gateway.access.jdbc.JdbcKeys;
import dev.serai.gateway.access.jdbc.JdbcTeams;
import dev.serai.platform.clock.config.ClockConfiguration;
import dev.serai.platform.database.config.DatabaseConfiguration;
import dev.serai.platform.database.embedded.RealDatabase;
import dev.serai.platform.start.CannotStart;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.awaitility.Awaitility.await;

class StartTest {

	@TempDir
	Path dataDir;

	@Test
	void firstStartGivesANewcomerKeysThatWorkOnEveryLaterStart() throws IOException {
		String firstKey;
		String adminKey;
		try (ConfigurableApplicationContext context = start()) {
			firstKey = Files.readString(this.dataDir.resolve("first.key")).strip();
			adminKey = Files.readString(this.dataDir.resolve("admin.key")).strip();
			assertThat(context.getBean("databaseHealthIndicator", HealthIndicator.class).health().getStatus())
				.isEqualTo(Status.UP);
			assertKeysWork(context, firstKey, adminKey);
		}
		try (ConfigurableApplicationContext context = start()) {
			assertKeysWork(context, firstKey, adminKey);
			assertThat(Files.readString(this.dataDir.resolve("first.key"))).isEqualTo(firstKey + "\n");
			assertThat(JdbcClient.create(context.getBean(javax.sql.DataSource.class))
				.sql("SELECT count(*) FROM api_key")
				.query(Long.class)
				.single()).isEqualTo(1);
		}
	}

	@Test
	void F14_aPepperIsChangedWithTheOldOneBesideItAndNotWithout() throws IOException {
		String next = "serai.key-pepper=" + Base64.getEncoder().encodeToString(new byte[40]);
		String firstKey;
		try (ConfigurableApplicationContext context = start()) {
			firstKey = Files.readString(this.dataDir.resolve("first.key")).strip();
		}
		assertThatException().isThrownBy(() -> start(next).close())
			.havingRootCause()
			.isInstanceOf(CannotStart.class)
			.withMessageContaining("1 keys");
		String old = Files.readString(this.dataDir.resolve("pepper")).strip();
		try (ConfigurableApplicationContext context = start(next, "serai.key-pepper-previous=" + old)) {
			assertThat(context.getBean(Authenticator.class).authenticate("Bearer " + firstKey, null, "")).isNotNull();
			JdbcClient database = JdbcClient.create(context.getBean(javax.sql.DataSource.class));
			String oldId = Pepper.of(old).id();
			await().until(() -> database.sql("SELECT count(*) FROM api_key WHERE pepper_id <> ?")
				.param(oldId)
				.query(Long.class)
				.single() == 1);
		}
		try (ConfigurableApplicationContext context = start(next)) {
			assertThat(context.getBean(Authenticator.class).authenticate("Bearer " + firstKey, null, "")).isNotNull();
		}
	}

	/** All but the one that looks at what is unpacked. */
	@BeforeEach
	void unpacked(TestInfo test) throws IOException {
		if (!test.getTestMethod().orElseThrow().getName().equals("secretsAreForTheirOwnerAlone")) {
			RealDatabase.programsIn(this.dataDir);
		}
	}

	private static void assertKeysWork(ConfigurableApplicationContext context, String firstKey, String adminKey) {
		assertThat(context.getBean(Authenticator.class).authenticate("Bearer " + firstKey, null, "").team().name())
			.isEqualTo("default");
		assertThatNoException()
			.isThrownBy(() -> context.getBean(AdminAuthenticator.class).check("Bearer " + adminKey, "10.0.0.1"));
	}

	@Test
	void secretsAreForTheirOwnerAlone() throws IOException {
		try (ConfigurableApplicationContext context = start()) {
			assertThat(context.isRunning()).isTrue();
			for (String name : new String[] { "first.key", "admin.key", "pepper", "postgres.password" }) {
				assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(this.dataDir.resolve(name))))
					.as(name)
					.isEqualTo("rw-------");
			}
			assertThat(Files.getPosixFilePermissions(this.dataDir.resolve("postgres-binaries")))
				.isEqualTo(PosixFilePermissions.fromString("rwxr-xr-x"));
		}
	}

	@Test
	void theEmbeddedDatabaseIsDurableAndOnTheLoopbackInterfaceAlone() throws IOException {
		try (ConfigurableApplicationContext context = start()) {
			JdbcClient client = JdbcClient.create(context.getBean(javax.sql.DataSource.class));
			assertThat(setting(client, "fsync")).isEqualTo("on");
			assertThat(setting(client, "synchronous_commit")).isEqualTo("on");
			assertThat(setting(client, "full_page_writes")).isEqualTo("on");
			assertThat(setting(client, "listen_addresses")).isEqualTo("127.0.0.1");
			// Of a Unix socket's directory the server tells superusers alone; its pid
			// file
			// has it beside the address.
			assertThat(Files.readAllLines(this.dataDir.resolve("postgres/postmaster.pid")).subList(4, 6))
				.containsExactly("", "127.0.0.1");
		}
	}

	private static String setting(JdbcClient client, String name) {
		return client.sql("SELECT current_setting(?)").param(name).query(String.class).single();
	}

	private ConfigurableApplicationContext start(String... properties) {
		return new SpringApplicationBuilder(ClockConfiguration.class, DatabaseConfiguration.class,
				AccessConfiguration.class, JdbcTeams.class, JdbcKeys.class, FirstStartConfiguration.class)
			.web(WebApplicationType.NONE)
			.properties("serai.data-dir=" + this.dataDir)
			.properties(properties)
			.run();
	}

}
