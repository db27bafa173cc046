package dev.serai.routes.call;

import dev.serai.routes.RouteFile;
import dev.serai.routes.RouteTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@RouteFile("call/route-preview")
class RoutePreviewRouteTest extends RouteTest {

	@Test
	void goesOnlyAsFarAsTheDecision() throws Exception {
		send("preview-route");
		assertThat(reached()).containsExactly("open-request", "direct:authenticate", "direct:read", "direct:decide",
				"show-decision", "close-call");
	}

	@ParameterizedTest
	@ValueSource(strings = { "direct:authenticate", "direct:read", "direct:decide" })
	void endsAtAStepThatRefuses(String step) throws Exception {
		failAt(step, REFUSED);
		send("preview-route");
		assertThat(reached()).endsWith(step, "refuse", "close-call").doesNotContain("show-decision");
	}

}
