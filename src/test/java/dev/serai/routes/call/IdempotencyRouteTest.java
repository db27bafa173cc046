package dev.serai.routes.call;

import dev.serai.routes.RouteFile;
import dev.serai.routes.RouteTest;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@RouteFile("call/idempotency")
class IdempotencyRouteTest extends RouteTest {

	@Test
	void repeatsTheFirstReplyAndEndsTheCall() throws Exception {
		on("claim-idempotency-key", (exchange) -> exchange.setProperty("answered", true));
		Exchange answer = send("idempotency");
		assertThat(reached()).containsExactly("claim-idempotency-key", "direct:reply");
		assertThat(answer.isRouteStop()).isTrue();
	}

	@Test
	void letsACallGoOnThatIsTheFirstUnderItsKey() throws Exception {
		Exchange answer = send("idempotency");
		assertThat(reached()).containsExactly("claim-idempotency-key");
		assertThat(answer.isRouteStop()).isFalse();
	}

	@Test
	void leavesAConflictToThePipeline() throws Exception {
		failAt("claim-idempotency-key", REFUSED);
		Exchange answer = send("idempotency");
		assertThat(answer.getException()).isSameAs(REFUSED);
		assertThat(reached()).containsExactly("claim-idempotency-key");
	}

}
