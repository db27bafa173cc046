package dev.serai.routes.api;

import java.util.Map;

import dev.serai.routes.RouteFile;
import dev.serai.routes.RouteTest;
import org.apache.camel.Exchange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@RouteFile("api/operations")
class OperationsRouteTest extends RouteTest {

	@ParameterizedTest
	@ValueSource(strings = { "api-query", "api-command" })
	void authorisesThenValidatesThenServes(String template) throws Exception {
		operation(template);
		on("team-steps.createTeam", (exchange) -> exchange.getMessage().setBody("team"));
		Exchange answer = send("create-team");
		assertThat(reached()).containsExactly("require-admin", "check-request", "team-steps.createTeam", "close-call");
		assertThat(answer.getMessage().getBody()).isEqualTo("team");
	}

	@ParameterizedTest
	@ValueSource(strings = { "api-query", "api-command" })
	void neitherValidatesNorServesForAPersonWithoutTheRight(String template) throws Exception {
		operation(template);
		failAt("require-admin", REFUSED);
		Exchange answer = send("create-team");
		assertThat(reached()).containsExactly("require-admin", "refuse", "close-call");
		assertThat(answer.getException()).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "api-query", "api-command" })
	void servesNothingThatTheContractDoesNotAllow(String template) throws Exception {
		operation(template);
		failAt("check-request", REFUSED);
		send("create-team");
		assertThat(reached()).containsExactly("require-admin", "check-request", "refuse", "close-call");
	}

	@ParameterizedTest
	@ValueSource(strings = { "api-query", "api-command" })
	void answersADefectLikeARefusal(String template) throws Exception {
		operation(template);
		failAt("team-steps.createTeam", new IllegalStateException("a defect"));
		Exchange answer = send("create-team");
		assertThat(reached()).endsWith("team-steps.createTeam", "refuse", "close-call");
		assertThat(answer.getException()).isNull();
	}

	private void operation(String template) {
		make(template, "create-team", Map.of("method", "POST", "path", "/api/teams", "summary", "Creates a team",
				"role", "admin", "bean", "team-steps", "operation", "createTeam"));
	}

}
