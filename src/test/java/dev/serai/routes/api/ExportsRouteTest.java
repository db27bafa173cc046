package dev.serai.routes.api;

import java.sql.SQLException;

import dev.serai.routes.RouteFile;
import dev.serai.routes.RouteTest;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@RouteFile("api/exports")
class ExportsRouteTest extends RouteTest {

	@Test
	void runsTheExportThatWasPreparedAndWritesItsRows() throws Exception {
		prepared("teams");
		send("get-export");
		assertThat(reached()).containsExactly("require-auditor", "check-request", "export-steps.prepare",
				"direct:export-teams", "export-steps.write", "close-call");
	}

	@ParameterizedTest
	@ValueSource(strings = { "chargeback", "models", "failures" })
	void asksTheDatabaseForABuiltInExport(String export) throws Exception {
		prepared(export);
		on("jdbc:export-database", (exchange) -> {
			assertThat(exchange.getMessage().getBody(String.class)).startsWith("SELECT ")
				.contains(":?from", ":?to", ":?team");
			exchange.getMessage().setBody("rows");
		});
		on("export-steps.write", (exchange) -> assertThat(exchange.getMessage().getBody()).isEqualTo("rows"));
		Exchange answer = send("get-export");
		assertThat(reached()).containsExactly("require-auditor", "check-request", "export-steps.prepare",
				"jdbc:export-database", "export-steps.write", "close-call");
		assertThat(answer.getException()).isNull();
	}

	@Test
	void answersWithTheExplanationOfAQueryThatFailed() throws Exception {
		prepared("models");
		SQLException failure = new SQLException("no such column");
		failAt("jdbc:export-database", failure);
		on("export-steps.explainFailure", (exchange) -> {
			assertThat(exchange.getProperty(Exchange.EXCEPTION_CAUGHT)).isSameAs(failure);
			throw REFUSED;
		});
		on("refuse", (exchange) -> exchange.getMessage().setBody(exchange.getProperty(Exchange.EXCEPTION_CAUGHT)));
		Exchange answer = send("get-export");
		assertThat(reached()).endsWith("jdbc:export-database", "export-steps.explainFailure", "refuse", "close-call");
		assertThat(answer.getException()).isNull();
		assertThat(answer.getMessage().getBody()).isSameAs(REFUSED);
	}

	@Test
	void asksNothingForAnExportThatThereIsNot() throws Exception {
		failAt("export-steps.prepare", REFUSED);
		send("get-export");
		assertThat(reached()).containsExactly("require-auditor", "check-request", "export-steps.prepare", "refuse",
				"close-call");
	}

	@Test
	void preparesNothingForAPersonWithoutTheRight() throws Exception {
		failAt("require-auditor", REFUSED);
		send("get-export");
		assertThat(reached()).containsExactly("require-auditor", "refuse", "close-call");
	}

	@Test
	void answersADefectInAnOwnExport() throws Exception {
		prepared("teams");
		failAt("direct:export-teams", new IllegalStateException("a defect"));
		Exchange answer = send("get-export");
		assertThat(answer.getException()).isNull();
		assertThat(reached()).endsWith("direct:export-teams", "refuse", "close-call")
			.doesNotContain("export-steps.write");
	}

	private void prepared(String export) {
		on("export-steps.prepare", (exchange) -> exchange.setProperty("export", export));
	}

}
