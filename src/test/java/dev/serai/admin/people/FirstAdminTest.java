package dev.serai.admin.people;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

import dev.serai.platform.database.embedded.RealDatabase;
import dev.serai.testing.Browser;
import dev.serai.testing.FakeProvider;
import dev.serai.testing.Gateway;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The first way in, and sessions of several nodes. */
class FirstAdminTest {

	private static final String PEPPER = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

	@Test
	void theFirstAdminsPasswordIsInAPrivateFile(@TempDir Path directory) throws IOException {
		try (FakeProvider provider = new FakeProvider();
				Gateway gateway = Gateway.start(Map.of("OPENAI_API_KEY", "sk-x", "OPENAI_BASE_URL",
						provider.url() + "/v1", "serai.data-dir", directory.toString()))) {
			Path file = directory.resolve("admin.password");
			assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
			Browser admin = new Browser(gateway);
			HttpResponse<String> in = admin.signIn("admin@localhost", Files.readString(file).strip());
			assertThat(in.statusCode()).as(in.body()).isEqualTo(200);
			assertThat(admin.get("/api/people").statusCode()).isEqualTo(200);

			String path = "/api/people/" + admin.id();
			for (HttpResponse<String> refused : new HttpResponse[] { admin.send("DELETE", path, null),
					admin.send("PATCH", path, "{\"role\":\"member\"}"),
					admin.send("PATCH", path, "{\"disabled\":true}") }) {
				assertThat(refused.statusCode()).as(refused.body()).isEqualTo(409);
				assertThat(refused.body()).contains("last_admin");
			}
		}
	}

	@Test
	@DisplayName("P16: sessions are all nodes', and so is their end; a restart ends none")
	void sessionsAreAllNodes() {
		String url = RealDatabase.freshUrl();
		try (FakeProvider provider = new FakeProvider()) {
			Browser admin;
			try (Gateway one = node(url, provider)) {
				admin = new Browser(one);
				HttpResponse<String> in = admin.signIn("boss@example.com", "given by the operator");
				assertThat(in.statusCode()).as(in.body()).isEqualTo(200);
			}
			try (Gateway two = node(url, provider); Gateway three = node(url, provider)) {
				Browser there = admin.at(two);
				assertThat(there.get("/api/people").statusCode()).isEqualTo(200);
				assertThat(there.send("POST", "/api/teams", "{\"name\":\"from the other node\"}").statusCode())
					.isEqualTo(201);
				Browser elsewhere = admin.at(three);
				assertThat(elsewhere.get("/api/people").statusCode()).isEqualTo(200);
				assertThat(elsewhere.send("DELETE", "/api/session", null).statusCode()).isEqualTo(204);
				assertThat(there.get("/api/people").statusCode()).isEqualTo(401);
			}
		}
	}

	private static Gateway node(String url, FakeProvider provider) {
		return Gateway.start(Map.of(Gateway.DATABASE, url, "serai.key-pepper", PEPPER, "OPENAI_API_KEY", "sk-x",
				"OPENAI_BASE_URL", provider.url() + "/v1", "serai.admin-email", "boss@example.com",
				"serai.admin-password", "given by the operator"));
	}

}
