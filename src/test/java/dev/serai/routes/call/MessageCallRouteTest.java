package dev.serai.routes.call;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

import dev.serai.gateway.http.camel.AnswerOfCall;
import dev.serai.routes.RouteFile;
import dev.serai.routes.RouteTest;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@RouteFile("call/message-call")
class MessageCallRouteTest extends RouteTest {

	@BeforeEach
	void bindAnswer() {
		this.context.getRegistry().bind("answer-of-call", new AnswerOfCall());
	}

	@Test
	void makesACallOfAMessage() throws Exception {
		on("open-message-call", (exchange) -> assertThat(exchange.getMessage().getBody()).isEqualTo("request"));
		Exchange answer = send("message-call", (exchange) -> exchange.getMessage().setBody("request"));
		assertThat(reached()).containsExactly("open-message-call", "direct:pipeline", "close-call", "direct:measure");
		assertThat(answer.getException()).isNull();
	}

	@Test
	void readsAStreamedAnswerToItsEnd() throws Exception {
		InputStream stream = new ByteArrayInputStream("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
		on("direct:pipeline", (exchange) -> exchange.getMessage().setBody(stream));
		Exchange answer = send("message-call");
		assertThat(answer.getMessage().getBody()).isEqualTo("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
		assertThat(stream.available()).isZero();
	}

	@Test
	void givesAnErrorBackAsTheAnswer() throws Exception {
		failAt("direct:pipeline", REFUSED);
		on("refuse", (exchange) -> {
			exchange.getMessage().setBody("{\"error\":{}}");
			exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, 429);
		});
		Exchange answer = send("message-call");
		assertThat(answer.getException()).isNull();
		assertThat(answer.getMessage().getBody(String.class)).isEqualTo("{\"error\":{}}");
		assertThat(answer.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(429);
	}

	@Test
	void letsTheRouteGoOnThatMadeACallOfACachedAnswer() throws Exception {
		on("direct:pipeline", (exchange) -> exchange.setRouteStop(true));
		addOwnRoute();
		send("own");
		assertThat(reached()).contains("direct:pipeline", "write-answer");
	}

	@Test
	void letsTheRouteGoOnThatMadeARefusedCall() throws Exception {
		failAt("direct:pipeline", REFUSED);
		addOwnRoute();
		Exchange answer = send("own");
		assertThat(reached()).contains("refuse", "write-answer");
		assertThat(answer.getException()).isNull();
	}

	@Test
	void keepsWhatTheStepsOfACallNotedFromTheNextCallOfTheSameMessage() throws Exception {
		on("direct:pipeline", (exchange) -> exchange.setProperty("answered", true));
		Exchange message = send("message-call");
		on("open-message-call", (exchange) -> assertThat(exchange.getProperty("answered")).isNull());
		Exchange answer = this.template.send("direct:message-call", message);
		assertThat(reached().stream().filter("close-call"::equals)).hasSize(2);
		assertThat(reached()).doesNotContain("refuse");
		assertThat(answer.getException()).isNull();
	}

	/** A route as integrators write it. */
	private void addOwnRoute() throws Exception {
		this.context.addRoutes(new RouteBuilder() {
			@Override
			public void configure() {
				from("direct:own").routeId("own").to("direct:message-call").process("write-answer");
			}
		});
	}

}
