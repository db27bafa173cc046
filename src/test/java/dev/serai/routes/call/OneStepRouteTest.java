package dev.serai.routes.call;

import java.util.List;
import java.util.Map;

import dev.serai.routes.RouteFile;
import dev.serai.routes.RouteTest;
import org.apache.camel.Exchange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

@RouteFile({ "call/accept", "call/admit", "call/authenticate", "call/decide", "call/limit", "call/read", "call/reply",
		"call/reserve" })
class OneStepRouteTest extends RouteTest {

	/** Where the bean has another name than the route. */
	private static final Map<String, String> BEANS = Map.of("read", "read-request", "reply", "write-answer");

	static List<String> files() {
		return files(OneStepRouteTest.class);
	}

	@ParameterizedTest
	@MethodSource("files")
	void takesItsStep(String file) throws Exception {
		load(file);
		String route = route(file);
		Exchange answer = send(route);
		assertThat(reached()).containsExactly(BEANS.getOrDefault(route, route));
		assertThat(answer.getException()).isNull();
	}

	@ParameterizedTest
	@MethodSource("files")
	void leavesItsErrorToTheRouteThatCalledIt(String file) throws Exception {
		load(file);
		String route = route(file);
		failAt(BEANS.getOrDefault(route, route), REFUSED);
		Exchange answer = send(route);
		assertThat(answer.getException()).isSameAs(REFUSED);
		assertThat(reached()).hasSize(1);
	}

	private static String route(String file) {
		return file.substring("call/".length());
	}

}
