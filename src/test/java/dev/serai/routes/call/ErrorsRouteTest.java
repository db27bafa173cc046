package dev.serai.routes.call;

import dev.serai.routes.RouteFile;
import dev.serai.routes.RouteTest;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** How routes end, seen at routes of the test. */
@RouteFile("call/errors")
class ErrorsRouteTest extends RouteTest {

	private static final IllegalStateException DEFECT = new IllegalStateException("a defect");

	@BeforeEach
	void addRoutes() throws Exception {
		this.context.addRoutes(new RouteBuilder() {
			@Override
			public void configure() {
				for (String configuration : new String[] { "every-call", "every-request" }) {
					from("direct:" + configuration).routeId(configuration)
						.routeConfigurationId(configuration)
						.to("direct:step")
						.process("last");
				}
				from("direct:step").routeId("step").process("work");
			}
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "every-call", "every-request" })
	void answersARefusalInTheCallersFormatAndTakesNoFurtherStep(String configuration) throws Exception {
		failAt("work", REFUSED);
		on("refuse", (exchange) -> exchange.getMessage().setBody("429"));
		Exchange answer = send(configuration);
		assertThat(reached()).startsWith("work", "refuse").doesNotContain("last");
		assertThat(answer.getException()).isNull();
		assertThat(answer.getMessage().getBody()).isEqualTo("429");
	}

	@ParameterizedTest
	@ValueSource(strings = { "every-call", "every-request" })
	void answersADefectLikeARefusal(String configuration) throws Exception {
		failAt("work", DEFECT);
		on("refuse", (exchange) -> exchange.getMessage()
			.setBody(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class)));
		Exchange answer = send(configuration);
		assertThat(reached()).startsWith("work", "refuse").doesNotContain("last");
		assertThat(answer.getException()).isNull();
		assertThat(answer.getMessage().getBody()).isSameAs(DEFECT);
	}

	@Test
	void closesAndMeasuresACallOnceWhenItsReplyIsOut() throws Exception {
		send("every-call");
		assertThat(reached()).containsExactly("work", "last", "close-call", "direct:measure");
	}

	@Test
	void closesAndMeasuresARefusedCallAsWell() throws Exception {
		failAt("work", REFUSED);
		send("every-call");
		assertThat(reached()).containsExactly("work", "refuse", "close-call", "direct:measure");
	}

	@Test
	void closesARequestThatCallsNoModelAndDoesNotMeasureIt() throws Exception {
		failAt("work", DEFECT);
		send("every-request");
		assertThat(reached()).containsExactly("work", "refuse", "close-call");
	}

	@Test
	void leavesErrorsOfARouteWithoutAConfigurationToItsCaller() throws Exception {
		failAt("work", DEFECT);
		Exchange answer = send("step");
		assertThat(reached()).containsExactly("work");
		assertThat(answer.getException()).isSameAs(DEFECT);
	}

}
