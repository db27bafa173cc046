package dev.serai.routes.call;

import dev.serai.routes.RouteFile;
import dev.serai.routes.RouteTest;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@RouteFile("call/cache")
class CacheRouteTest extends RouteTest {

	@Test
	void repliesFromTheCacheAndEndsTheCall() throws Exception {
		on("find-cached-answer", (exchange) -> exchange.setProperty("answered", true));
		Exchange answer = send("cache");
		assertThat(reached()).containsExactly("find-cached-answer", "direct:reply");
		assertThat(answer.isRouteStop()).isTrue();
	}

	@Test
	void letsACallGoOnThatHasNoCachedAnswer() throws Exception {
		Exchange answer = send("cache");
		assertThat(reached()).containsExactly("find-cached-answer");
		assertThat(answer.isRouteStop()).isFalse();
	}

	@Test
	void leavesATimeoutToThePipeline() throws Exception {
		failAt("find-cached-answer", REFUSED);
		Exchange answer = send("cache");
		assertThat(answer.getException()).isSameAs(REFUSED);
		assertThat(reached()).containsExactly("find-cached-answer");
	}

}
