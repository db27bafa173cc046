package dev.serai.routes.call;

import dev.serai.routes.RouteFile;
import dev.serai.routes.RouteTest;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@RouteFile("call/pipeline")
class PipelineRouteTest extends RouteTest {

	@Test
	void takesTheTwelveStepsInOrder() throws Exception {
		send("pipeline");
		assertThat(reached()).containsExactly("direct:authenticate", "direct:read", "direct:admit", "direct:limit",
				"direct:idempotency", "direct:guard", "direct:cache", "direct:decide", "direct:reserve",
				"direct:accept", "direct:fall-back", "direct:reply");
	}

	@Test
	void endsAtAStepThatRefusesAndPassesTheErrorToItsCaller() throws Exception {
		failAt("direct:limit", REFUSED);
		Exchange answer = send("pipeline");
		assertThat(reached()).endsWith("direct:limit");
		assertThat(answer.getException()).isSameAs(REFUSED);
	}

	@Test
	void endsQuietlyWhereAStepHasReplied() throws Exception {
		on("direct:cache", (exchange) -> exchange.setRouteStop(true));
		Exchange answer = send("pipeline");
		assertThat(reached()).endsWith("direct:cache");
		assertThat(answer.getException()).isNull();
	}

}
