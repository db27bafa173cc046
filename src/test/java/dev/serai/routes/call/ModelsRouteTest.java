package dev.serai.routes.call;

import dev.serai.routes.RouteFile;
import dev.serai.routes.RouteTest;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@RouteFile("call/models")
class ModelsRouteTest extends RouteTest {

	@ParameterizedTest
	@CsvSource({ "list-models, show-models", "show-model, show-model", "show-deployment, show-model" })
	void showsModelsToAnAuthenticatedCaller(String route, String show) throws Exception {
		send(route);
		assertThat(reached()).containsExactly("open-request", "direct:authenticate", show, "close-call");
	}

	@ParameterizedTest
	@ValueSource(strings = { "list-models", "show-model", "show-deployment" })
	void showsNothingToACallerWithoutAKey(String route) throws Exception {
		failAt("direct:authenticate", REFUSED);
		Exchange answer = send(route);
		assertThat(reached()).containsExactly("open-request", "direct:authenticate", "refuse", "close-call");
		assertThat(answer.getException()).isNull();
	}

	@Test
	void answersForAModelThatTheKeyMayNotUse() throws Exception {
		failAt("show-model", REFUSED);
		send("show-model");
		assertThat(reached()).endsWith("show-model", "refuse", "close-call");
	}

}
