package dev.serai.routes.call;

import dev.serai.routes.RouteFile;
import dev.serai.routes.RouteTest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@RouteFile("call/measure")
class MeasureRouteTest extends RouteTest {

	@Test
	void passesAnEndedCallToMetricsThenTracesThenTheLiveView() throws Exception {
		send("measure");
		assertThat(reached()).containsExactly("count-call", "trace-call", "update-live-view");
	}

}
