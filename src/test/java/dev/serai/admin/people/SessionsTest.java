package dev.serai.admin.people;

import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;

import dev.serai.platform.database.Database;
import dev.serai.testing.Browser;
import dev.serai.testing.Gateway;
import dev.serai.testing.OneProvider;
import dev.serai.testing.Operator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.session.jdbc.JdbcIndexedSessionRepository;

import static org.assertj.core.api.Assertions.assertThat;

/** How long a session lasts, and what the database has of it. */
@ExtendWith(OneProvider.class)
class SessionsTest {

	private Gateway gateway;

	private Database database;

	@BeforeEach
	void take(Gateway started) {
		this.gateway = started;
		this.database = started.part(Database.class);
	}

	@Test
	void itEndsAfterAnHourWithoutRequests() {
		Browser ada = Browser.of(this.gateway, "member");
		letPass(ada, Duration.ofMinutes(59));
		assertThat(status(ada)).isEqualTo(200);
		letPass(ada, Duration.ofMinutes(59));
		assertThat(status(ada)).as("a request prolongs it").isEqualTo(200);
		letPass(ada, Duration.ofMinutes(61));
		assertThat(status(ada)).isEqualTo(401);
		assertThat(rows(ada)).as("and it is gone").isZero();
	}

	@Test
	void itEndsAfterEightHoursWhateverIsAsked() {
		Browser ada = Browser.of(this.gateway, "member");
		letPassSinceSignIn(ada, Duration.ofMinutes(8 * 60 - 1));
		assertThat(status(ada)).isEqualTo(200);
		letPassSinceSignIn(ada, Duration.ofMinutes(2));
		assertThat(status(ada)).isEqualTo(401);
		assertThat(ada.send("POST", "/api/session/password", "{\"currentPassword\":\"x\",\"newPassword\":\"y\"}")
			.statusCode()).isEqualTo(401);
	}

	@Test
	void endedSessionsAreDeleted() {
		Browser ada = Browser.of(this.gateway, "member");
		Browser eve = Browser.of(this.gateway, "member");
		letPass(ada, Duration.ofMinutes(61));
		this.gateway.part(JdbcIndexedSessionRepository.class).cleanUpExpiredSessions();
		assertThat(rows(ada)).isZero();
		assertThat(rows(eve)).isEqualTo(1);
	}

	@Test
	void requestsWithinAMinuteAreOneChangeInTheDatabase() {
		Browser ada = Browser.of(this.gateway, "member");
		String before = version(ada);
		status(ada);
		status(ada);
		assertThat(version(ada)).isEqualTo(before);
		letPass(ada, Duration.ofMinutes(2));
		String older = version(ada);
		status(ada);
		assertThat(version(ada)).isNotEqualTo(older);
	}

	@Test
	void aDatabaseThatCanOnlyBeReadEndsNoSession() {
		Browser ada = Browser.of(this.gateway, "member");
		letPass(ada, Duration.ofMinutes(2));
		this.database.ask(client -> client.sql("""
				CREATE FUNCTION only_read() RETURNS trigger LANGUAGE plpgsql AS
				$$ BEGIN RAISE 'only read' USING ERRCODE = '25006'; END $$;
				CREATE TRIGGER only_read BEFORE UPDATE ON sign_in_session
				FOR EACH ROW WHEN (OLD.principal_name = '%s') EXECUTE FUNCTION only_read()""".formatted(ada.id()))
			.update());
		try {
			assertThat(status(ada)).isEqualTo(200);
		}
		finally {
			this.database.ask(client -> client.sql("DROP FUNCTION only_read() CASCADE").update());
		}
	}

	@Test
	void theDatabaseHasTheDigestOfTheCookieAndNotTheCookie() throws Exception {
		Browser ada = Browser.of(this.gateway, "member");
		String token = ada.cookie().substring(ada.cookie().indexOf('=') + 1);
		assertThat(token).hasSize(43);
		assertThat(text(ada, "encode(session_id, 'hex')")).isEqualTo(HexFormat.of()
			.formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8))));
		List<String> all = this.database.ask(client -> client.sql("""
				SELECT s::text || coalesce(convert_from(a.attribute_bytes, 'UTF8'), '')
				  FROM sign_in_session s JOIN sign_in_session_attributes a ON a.session_primary_id = s.primary_id
				 WHERE s.principal_name = ?""").param(ada.id()).query(String.class).list());
		assertThat(all).hasSizeGreaterThan(2).noneMatch(row -> row.contains(token));
	}

	@Test
	void aFurtherSessionEndsThePersonsLeastRecentlyUsedAndNobodyElses() {
		Browser ada = Browser.of(this.gateway, "member");
		Browser eve = Browser.of(this.gateway, "member");
		letPass(ada, Duration.ofMinutes(30));
		letPass(eve, Duration.ofMinutes(50));
		this.database.ask(client -> client.sql("""
				INSERT INTO sign_in_session
				SELECT gen_random_uuid()::text, sha256(gen_random_uuid()::text::bytea), creation_time,
				       last_access_time + n, max_inactive_interval, expiry_time + n, principal_name
				  FROM sign_in_session, generate_series(1, 48) n WHERE principal_name = ?""").param(ada.id()).update());
		Browser fiftieth = new Browser(this.gateway);
		assertThat(fiftieth.signIn(ada.email(), Browser.PASSWORD).statusCode()).isEqualTo(200);
		assertThat(rows(ada)).isEqualTo(50);
		assertThat(status(fiftieth)).isEqualTo(200);
		assertThat(new Browser(this.gateway).signIn(ada.email(), Browser.PASSWORD).statusCode()).isEqualTo(200);
		assertThat(rows(ada)).isEqualTo(50);
		assertThat(status(ada)).as("the least recently used one").isEqualTo(401);
		assertThat(status(fiftieth)).isEqualTo(200);
		assertThat(status(eve)).isEqualTo(200);
	}

	@Test
	void twoCookiesOfTheNameAreNobodys() {
		Browser ada = Browser.of(this.gateway, "member");
		HttpRequest two = new Browser(this.gateway).request("GET", "/api/session", null)
			.header("cookie", ada.cookie() + "; serai-session=" + "A".repeat(43))
			.build();
		assertThat(this.gateway.send(two).statusCode()).isEqualTo(401);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a", "%00", "0123456789012345678901234567890123456789012", "' OR true --" })
	void whatIsNoTokenIsNobodys(String token) {
		HttpRequest request = new Browser(this.gateway).request("GET", "/api/session", null)
			.header("cookie", "serai-session=" + token)
			.build();
		assertThat(this.gateway.send(request).statusCode()).isEqualTo(401);
	}

	@Test
	void requestsWithoutAPersonStoreNoSession() {
		long before = all();
		new Browser(this.gateway).get("/api/session");
		new Browser(this.gateway).get("/");
		new Browser(this.gateway).signIn("nobody@example.com", "not the right one");
		new Operator(this.gateway).newTeam();
		this.gateway.send(this.gateway.request("/v1/models").GET().build());
		assertThat(all()).isEqualTo(before);
	}

	private int status(Browser browser) {
		return browser.get("/api/session").statusCode();
	}

	/** Makes the last request that much earlier. */
	private void letPass(Browser person, Duration time) {
		change(person, "last_access_time = last_access_time - ?, expiry_time = expiry_time - ?", time, 2);
	}

	private void letPassSinceSignIn(Browser person, Duration time) {
		change(person, "creation_time = creation_time - ?", time, 1);
	}

	private void change(Browser person, String change, Duration time, int times) {
		this.database.ask(client -> {
			var statement = client.sql("UPDATE sign_in_session SET " + change + " WHERE principal_name = ?");
			for (int i = 0; i < times; i++) {
				statement = statement.param(time.toMillis());
			}
			return statement.param(person.id()).update();
		});
	}

	private String version(Browser person) {
		return text(person, "xmin::text || last_access_time");
	}

	private String text(Browser person, String column) {
		return this.database
			.ask(client -> client.sql("SELECT " + column + " FROM sign_in_session WHERE principal_name = ?")
				.param(person.id())
				.query(String.class)
				.single());
	}

	private long rows(Browser person) {
		return this.database.ask(client -> client.sql("SELECT count(*) FROM sign_in_session WHERE principal_name = ?")
			.param(person.id())
			.query(Long.class)
			.single());
	}

	private long all() {
		return this.database
			.ask(client -> client.sql("SELECT count(*) FROM sign_in_session").query(Long.class).single());
	}

}
