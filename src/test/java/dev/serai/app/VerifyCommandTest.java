package dev.serai.app;

import java.io.File;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.platform.database.embedded.EmbeddedDatabase;
import dev.serai.platform.database.embedded.RealDatabase;
import dev.serai.testing.FakeProvider;
import dev.serai.testing.Gateway;
import dev.serai.testing.OneProvider;
import dev.serai.testing.Operator;
import dev.serai.testing.PreparedProgram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code serai.jar verify}, and the role that the documentation gives. */
class VerifyCommandTest {

	@TempDir
	Path dataDir;

	private static Gateway gateway(FakeProvider provider, Map<String, String> more) {
		Map<String, String> settings = new HashMap<>(Map.of("OPENAI_API_KEY", "sk-openai-canary", "OPENAI_BASE_URL",
				provider.url() + "/v1", "serai.key-pepper", "c2VyYWktdGVzdHMtcGVwcGVyLTAxMjM0NTY3ODlhYmNkZWY="));
		settings.putAll(more);
		return Gateway.start(settings);
	}

	private static HttpResponse<String> chat(Gateway gateway, JsonNode key) {
		return gateway.send(gateway.admin("/v1/chat/completions")
			.setHeader("authorization", "Bearer " + key.path("secret").asText())
			.POST(BodyPublishers.ofString("""
					{"model":"gpt-4o-mini","messages":[{"role":"user","content":"Hello"}]}"""))
			.build());
	}

	/** Runs the program as a process and says how it ended. */
	private Ended verify() throws IOException, InterruptedException {
		ProcessBuilder builder = new ProcessBuilder(PreparedProgram.command("-Xmx256m"));
		builder.command().add("verify");
		builder.environment().put("SERAI_DATA_DIR", this.dataDir.toString());
		builder.environment().remove("SPRING_DATASOURCE_URL");
		File out = this.dataDir.resolve("out.txt").toFile();
		Process process = builder.redirectErrorStream(true).redirectOutput(out).start();
		return new Ended(process.waitFor(), Files.readString(out.toPath(), StandardCharsets.UTF_8));
	}

	private record Ended(int exit, String said) {
	}

	@Test
	void f12TheProgramVerifiesTheEmbeddedDatabaseAndEndsWithOneWhereACallWasEdited() throws Exception {
		String id;
		RealDatabase.programsIn(this.dataDir);
		try (FakeProvider provider = new FakeProvider();
				Gateway gateway = gateway(provider.plays((request, wire) -> wire.json(200, OneProvider.ANSWER)),
						Map.of(Gateway.DATABASE, "", "serai.data-dir", this.dataDir.toString()))) {
			Operator operator = new Operator(gateway);
			JsonNode key = operator.newKey(operator.newTeam(), "");
			id = operator.recordOf(chat(gateway, key)).path("id").asText();
			Ended running = verify();
			assertThat(running.exit()).as(running.said()).isZero();
			assertThat(running.said()).endsWith("VERIFIED\n");
		}
		Ended valid = verify();
		assertThat(valid.exit()).as(valid.said()).isZero();
		assertThat(valid.said()).endsWith("VERIFIED\n").contains("Matching checkpoints: 1").doesNotContain("INFO");
		tamper("UPDATE call SET cost_usd = 0 WHERE id = '" + id + "'");
		Ended edited = verify();
		assertThat(edited.exit()).as(edited.said()).isEqualTo(1);
		assertThat(edited.said()).contains("TAMPERED. The first deviation: call 1 of node").contains(id + ": edited");
	}

	private void tamper(String sql) throws IOException, SQLException {
		try (EmbeddedDatabase database = EmbeddedDatabase.start(this.dataDir);
				Connection connection = DriverManager.getConnection(database.jdbcUrl())) {
			connection.createStatement().executeUpdate(sql);
		}
	}

	@Test
	void theDocumentedRoleRunsTheProgramAndChangesNoRecord() throws IOException {
		String url = RealDatabase.freshUrl();
		String document = Files.readString(Path.of("docs/audit.md"));
		int begin = document.indexOf("```sql") + "```sql".length();
		String grants = document.substring(begin, document.indexOf("```", begin));
		try (FakeProvider provider = new FakeProvider()) {
			provider.plays((request, wire) -> wire.json(200, OneProvider.ANSWER));
			try (Gateway owner = gateway(provider, Map.of(Gateway.DATABASE, url))) {
				owner.database().sql(grants).update();
			}
			String asProgram = RealDatabase.asRole(url, "serai_program");
			try (Gateway gateway = gateway(provider, Map.of(Gateway.DATABASE, asProgram))) {
				Operator operator = new Operator(gateway);
				JsonNode key = operator.newKey(operator.newTeam(), "");
				operator.recordOf(chat(gateway, key));
				assertThat(operator.post("/api/audit/checkpoints", "").statusCode()).isEqualTo(201);
				assertThat(Gateway.json(operator.get("/api/audit/verify")).path("valid").asBoolean()).isTrue();
				for (String table : List.of("call", "attempt", "admin_event", "chain_block", "checkpoint",
						"call_salt")) {
					for (String right : List.of("DELETE", "TRUNCATE", "UPDATE")) {
						assertThat(gateway.database()
							.sql("SELECT has_table_privilege(?, ?)")
							.params(table, right)
							.query(Boolean.class)
							.single()).as(right + " on " + table).isFalse();
					}
				}
			}
		}
	}

}
