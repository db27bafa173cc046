package dev.serai.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import dev.serai.platform.database.embedded.RealDatabase;
import dev.serai.testing.FakeProvider;
import dev.serai.testing.Gateway;
import dev.serai.testing.SeraiProcess;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A route that begins with {@code quartz:} on two nodes that share a database. */
class ClusterJobsTest {

	private static final String PEPPER = "YSBwZXBwZXIgdGhhdCB0d28gbm9kZXMgc2hhcmUgaW4gdGVzdHM=";

	/** Tells the receiver which node it runs on. */
	private static final String JOB = """
			- route:
			    id: held-job
			    from:
			      uri: quartz:test/held
			      parameters: { trigger.repeatInterval: "200", stateful: true, recoverableJob: true }
			      steps:
			        - to: { id: tell, uri: "%s/{{NODE_NAME}}", parameters: { httpMethod: GET, throwExceptionOnFailure: "false" } }
			""";

	private final AtomicInteger running = new AtomicInteger();

	private final AtomicInteger mostAtOnce = new AtomicInteger();

	@Test
	void aJobRunsOnOneNodeAtATimeAndOnTheOtherWhenThatOneIsKilled() throws IOException, InterruptedException {
		String url = RealDatabase.freshUrl();
		try (FakeProvider receiver = new FakeProvider().plays(this::holdTheVictim)) {
			Path configuration = Files.createTempDirectory("serai-config");
			Files.writeString(Files.createDirectories(configuration.resolve("routes")).resolve("held.camel.yaml"),
					JOB.formatted(receiver.url()));
			try (SeraiProcess victim = new SeraiProcess(Map.of("SPRING_DATASOURCE_URL", url, "SERAI_KEY_PEPPER", PEPPER,
					"SERAI_CONFIG_DIR", configuration.toString(), "NODE_NAME", "victim"))) {
				await().atMost(Duration.ofMinutes(3)).until(() -> runs(receiver, "victim") == 1);
				try (Gateway survivor = Gateway.start(
						Map.of(Gateway.DATABASE, url, "serai.key-pepper", PEPPER, "NODE_NAME", "survivor"),
						configuration)) {
					await().during(Duration.ofSeconds(2))
						.atMost(Duration.ofSeconds(10))
						.until(() -> runs(receiver, "survivor") == 0);
					victim.kill();
					await().atMost(Duration.ofMinutes(1)).until(() -> runs(receiver, "survivor") > 1);
				}
				assertThat(this.mostAtOnce).hasValue(1);
			}
		}
	}

	/** The victim's first run lasts as long as it lives. */
	private void holdTheVictim(FakeProvider.Request request, FakeProvider.Wire wire) throws IOException {
		this.mostAtOnce.accumulateAndGet(this.running.incrementAndGet(), Math::max);
		try {
			if (request.target().equals("/victim")) {
				wire.awaitClose(Duration.ofMinutes(5));
			}
			else {
				wire.json(200, "{}");
			}
		}
		finally {
			this.running.decrementAndGet();
		}
	}

	private static long runs(FakeProvider receiver, String node) {
		return receiver.requests().stream().filter(request -> request.target().equals("/" + node)).count();
	}

}
