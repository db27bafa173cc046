package dev.serai.routes.jobs;

import dev.serai.routes.RouteFile;
import dev.serai.routes.RouteTest;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@RouteFile("jobs/idempotency-keys")
class IdempotencyKeysRouteTest extends RouteTest {

	@Test
	void deletesExpiredKeys() throws Exception {
		send("forget-keys");
		assertThat(reached()).containsExactly("forget-expired");
	}

	@Test
	void waitsForItsNextTimeWhereTheDatabaseIsDown() throws Exception {
		failAt("forget-expired", REFUSED);
		Exchange turn = send("forget-keys");
		assertThat(reached()).containsExactly("forget-expired");
		assertThat(turn.getException()).isNull();
	}

}
