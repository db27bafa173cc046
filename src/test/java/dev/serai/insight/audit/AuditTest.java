package dev.serai.insight.audit;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.app.SeraiCommand;
import dev.serai.platform.config.DirectoryProperties;
import dev.serai.platform.database.embedded.RealDatabase;
import dev.serai.testing.FakeProvider;
import dev.serai.testing.Gateway;
import dev.serai.testing.OneProvider;
import dev.serai.testing.Operator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The audit of records and of administration, through the running gateway. */
class AuditTest {

	private static final FakeProvider PROVIDER = new FakeProvider();

	private static final String URL = RealDatabase.freshUrl();

	private static Gateway gateway;

	private static Operator operator;

	@TempDir
	Path directory;

	@BeforeAll
	static void start() {
		PROVIDER.plays((request, wire) -> wire.json(200, OneProvider.ANSWER));
		gateway = start(Map.of());
		operator = new Operator(gateway);
	}

	private static Gateway start(Map<String, String> more) {
		Map<String, String> settings = new HashMap<>(Map.of(Gateway.DATABASE, URL, "OPENAI_API_KEY", "sk-openai-canary",
				"OPENAI_BASE_URL", PROVIDER.url() + "/v1"));
		settings.putAll(more);
		return Gateway.start(settings);
	}

	@AfterAll
	static void stop() {
		gateway.close();
		PROVIDER.close();
	}

	private static JsonNode verdict() {
		return Gateway.json(operator.get("/api/audit/verify"));
	}

	private static Path dataDir() {
		return gateway.part(DirectoryProperties.class).dataDir();
	}

	private String line(int exit, String... arguments) {
		StringWriter out = new StringWriter();
		int ended = SeraiCommand.commandLine().setOut(new PrintWriter(out)).execute(arguments);
		assertThat(ended).as(out.toString()).isEqualTo(exit);
		return out.toString();
	}

	@Test
	void callsAndChangesAreChainedAndACheckpointLeavesTheDatabase() throws IOException {
		JsonNode key = operator.newKey(operator.newTeam(), "");
		JsonNode call = operator.recordOf(operator.chat(key, "gpt-4o-mini", "audit"));
		JsonNode verdict = verdict();
		assertThat(verdict.path("valid").asBoolean()).as(verdict.toString()).isTrue();
		assertThat(verdict.path("records").asInt()).isGreaterThanOrEqualTo(3);
		assertThat(verdict.path("nodes")).isNotEmpty();
		assertThat(verdict.path("first").isNull()).isTrue();

		JsonNode checkpoint = Gateway.json(operator.post("/api/audit/checkpoints", ""));
		assertThat(checkpoint.path("chains").get(0).path("kind").asText()).isEqualTo("call");
		Path file = dataDir().resolve("checkpoints")
			.resolve("%s-%08d.json".formatted(checkpoint.path("node").asText(), checkpoint.path("number").asInt()));
		assertThat(Gateway.json(Files.readString(file))).isEqualTo(checkpoint);
		JsonNode signer = Gateway.json(operator.get("/api/audit/key"));
		assertThat(signer.path("publicKey").asText()).contains(checkpoint.path("key").asText())
			.isEqualTo(Files.readString(dataDir().resolve("audit.pub")));
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dataDir().resolve("audit.key"))))
			.isEqualTo("rw-------");
		assertThat(gateway.database()
			.sql("SELECT count(*) FROM checkpoint WHERE sent_at IS NULL AND node_id = ?::uuid")
			.param(checkpoint.path("node").asText())
			.query(Long.class)
			.single()).isZero();

		String pub = dataDir().resolve("audit.pub").toString();
		String kept = dataDir().resolve("checkpoints").toString();
		assertThat(line(0, "verify", "--url", URL, "--checkpoints", kept, "--public-key", pub)).contains("\nVERIFIED");
		String id = call.path("id").asText();
		gateway.database().sql("UPDATE call SET cost_usd = 0 WHERE id = '" + id + "'").update();
		assertThat(line(1, "verify", "--url", URL, "--checkpoints", kept)).contains("TAMPERED")
			.contains(id)
			.contains("edited");
		JsonNode first = verdict().path("first");
		assertThat(first.path("id").asText()).isEqualTo(id);
		assertThat(first.path("reason").asText()).isEqualTo("edited");
		assertThat(first.path("kind").asText()).isEqualTo("call");
		gateway.database().sql("UPDATE call SET cost_usd = 0.00021 WHERE id = '" + id + "'").update();
		assertThat(verdict().path("valid").asBoolean()).isTrue();
	}

	@Test
	void theCommandSaysWhenItCannotFindOut() {
		assertThat(line(2, "verify", "--data-dir", this.directory.toString())).contains("there is no database");
		assertThat(line(2, "verify", "--url", "jdbc:postgresql://127.0.0.1:1/none")).contains("Could not verify");
		assertThat(line(2, "verify", "--url", URL, "--checkpoints", "no-such-directory"))
			.contains("there is no directory");
	}

	@Test
	void administrativeEventsAreListedPagedAndNarrowed() {
		JsonNode team = operator.newTeam();
		JsonNode key = operator.newKey(team, "");
		operator.delete("/api/keys/" + key.path("id").asText());
		JsonNode page = Gateway.json(operator.get("/api/audit?limit=2"));
		assertThat(page.path("data")).hasSize(2);
		assertThat(page.path("data").get(0).path("action").asText()).isEqualTo("revoke");
		assertThat(page.path("data").get(0).path("before").path("name").asText()).isEqualTo("k");
		assertThat(page.path("data").get(0).path("after").isNull()).isTrue();
		assertThat(page.path("data").get(1).path("after").path("name").asText()).isEqualTo("k");
		JsonNode next = Gateway.json(operator.get("/api/audit?limit=1&before=" + page.path("next").asText()));
		assertThat(next.path("data").get(0).path("subject").asText()).isEqualTo(team.path("id").asText());
		assertThat(next.path("data").get(0).path("actor").asText()).isEqualTo("admin-key");
		JsonNode ofKey = Gateway
			.json(operator.get("/api/audit?actor=admin-key&kind=key&subject=" + key.path("id").asText()));
		assertThat(ofKey.path("data")).hasSize(2);
		assertThat(ofKey.path("next").isNull()).isTrue();
		assertThat(Gateway.json(operator.get("/api/audit?to=2020-01-01")).path("data")).isEmpty();
		assertThat(Gateway.json(operator.get("/api/audit?from=2020-01-01")).path("data")).isNotEmpty();
		assertThat(page.toString()).doesNotContain(key.path("secret").asText());
		assertThat(operator.get("/api/audit?nothing=1").statusCode()).isEqualTo(400);
		assertThat(operator.get("/api/audit?before=x").statusCode()).isEqualTo(400);
	}

	@Test
	void p12ANodeThatStopsLeavesACheckpointOfAllThatItWrote() throws IOException {
		String url = RealDatabase.freshUrl();
		Path kept = this.directory.resolve("checkpoints");
		try (Gateway other = start(Map.of(Gateway.DATABASE, url, "serai.data-dir", this.directory.toString()))) {
			new Operator(other).newTeam();
			assertThat(kept).doesNotExist();
		}
		try (Stream<Path> files = Files.list(kept)) {
			assertThat(files).hasSize(1);
		}
		assertThat(line(0, "verify", "--url", url, "--checkpoints", kept.toString()))
			.contains("Matching checkpoints: 1");
	}

}
