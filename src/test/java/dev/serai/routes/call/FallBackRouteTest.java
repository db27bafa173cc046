package dev.serai.routes.call;

import java.net.ConnectException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

import dev.serai.routes.RouteFile;
import dev.serai.routes.RouteTest;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@RouteFile("call/fall-back")
class FallBackRouteTest extends RouteTest {

	private final CircuitBreaker breaker = CircuitBreaker.ofDefaults("breaker-a");

	@Test
	void triesDeploymentAfterDeploymentWhileThereIsOneToTry() throws Exception {
		ranked("a", "b");
		Exchange answer = send("fall-back");
		assertThat(reached()).containsExactly("next-attempt", "direct:deployment-a", "next-attempt",
				"direct:deployment-b", "next-attempt", "settle-for");
		assertThat(answer.getException()).isNull();
	}

	@Test
	void triesNoneWhereThereIsNoTimeLeft() throws Exception {
		ranked();
		send("fall-back");
		assertThat(reached()).containsExactly("next-attempt", "settle-for");
	}

	@Test
	void leavesTheErrorOfAChainWithoutAnAnswerToThePipeline() throws Exception {
		ranked("a");
		failAt("settle-for", REFUSED);
		assertThat(send("fall-back").getException()).isSameAs(REFUSED);
	}

	@Test
	void givesTheCallerTheAnswerAsTheDeploymentLeftIt() throws Exception {
		ranked("a");
		on("direct:deployment-a", (exchange) -> exchange.getMessage().setBody("answer"));
		assertThat(send("fall-back").getMessage().getBody()).isEqualTo("answer");
	}

	@Test
	void takesTheAnswerOfAProvider() throws Exception {
		deployment();
		on("http:provider", (exchange) -> exchange.getMessage().setBody("answer"));
		Exchange answer = send("deployment-a");
		assertThat(reached()).containsExactly("http:provider", "take-answer");
		assertThat(answer.getMessage().getBody()).isEqualTo("answer");
		assertThat(this.breaker.getMetrics().getNumberOfSuccessfulCalls()).isOne();
	}

	@Test
	void notesAFailureWhereTheProviderCannotBeReached() throws Exception {
		deployment();
		failAt("http:provider", new ConnectException());
		Exchange answer = send("deployment-a");
		assertThat(reached()).containsExactly("http:provider", "note-failure");
		assertThat(answer.getException()).as("the chain decides what is next").isNull();
		assertThat(this.breaker.getMetrics().getNumberOfFailedCalls()).isOne();
	}

	@Test
	void notesAFailureWhereTheAnswerCannotBeTaken() throws Exception {
		deployment();
		failAt("take-answer", new IllegalStateException("half an answer"));
		on("note-failure", (exchange) -> assertThat(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class))
			.hasMessage("half an answer"));
		Exchange answer = send("deployment-a");
		assertThat(reached()).containsExactly("http:provider", "take-answer", "note-failure");
		assertThat(answer.getException()).isNull();
		assertThat(this.breaker.getMetrics().getNumberOfFailedCalls()).isOne();
	}

	@Test
	void asksNoProviderWhileTheBreakerIsOpen() throws Exception {
		deployment();
		this.breaker.transitionToOpenState();
		Exchange answer = send("deployment-a");
		assertThat(reached()).containsExactly("note-failure");
		assertThat(answer.getException()).isNull();
	}

	@Test
	void triesTheNextDeploymentWhileABreakerIsOpen() throws Exception {
		deployment();
		this.breaker.transitionToOpenState();
		ranked("a", "b");
		send("fall-back");
		assertThat(reached()).containsExactly("next-attempt", "note-failure", "next-attempt", "direct:deployment-b",
				"next-attempt", "settle-for");
	}

	private void deployment() {
		this.context.getRegistry().bind("breaker-a", this.breaker);
		make("deployment", "deployment-a", Map.of("name", "a", "url", "http:provider"));
	}

	/** What is left to try. */
	private void ranked(String... deployments) {
		Iterator<String> left = List.of(deployments).iterator();
		on("next-attempt", (exchange) -> {
			exchange.setProperty("trying", left.hasNext());
			if (left.hasNext()) {
				exchange.setProperty("deployment", left.next());
			}
		});
	}

}
