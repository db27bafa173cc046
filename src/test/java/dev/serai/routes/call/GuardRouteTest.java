package dev.serai.routes.call;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

import dev.serai.routes.RouteFile;
import dev.serai.routes.RouteTest;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@RouteFile("call/guard")
class GuardRouteTest extends RouteTest {

	private static final Map<String, String> MODERATION = Map.of("name", "toxic", "url", "http:moderator", "timeout",
			"900");

	@Test
	void asksTheGuardrailsOneAfterTheOther() throws Exception {
		guardrails("pii", "secrets");
		Exchange answer = send("guard");
		assertThat(reached()).containsExactly("begin-guards", "direct:guard-pii", "next-guard", "direct:guard-secrets",
				"next-guard");
		assertThat(answer.getException()).isNull();
	}

	@Test
	void asksNoneWhereACallHasNone() throws Exception {
		guardrails();
		send("guard");
		assertThat(reached()).containsExactly("begin-guards");
	}

	@Test
	void asksNoFurtherGuardrailAfterOneHasRefused() throws Exception {
		guardrails("pii", "secrets");
		failAt("direct:guard-pii", REFUSED);
		Exchange answer = send("guard");
		assertThat(reached()).containsExactly("begin-guards", "direct:guard-pii");
		assertThat(answer.getException()).isSameAs(REFUSED);
	}

	@Test
	void givesEachGuardrailTheRequestAsTheOneBeforeLeftIt() throws Exception {
		guardrails("pii", "secrets");
		on("direct:guard-pii", (exchange) -> exchange.getMessage().setBody("redacted"));
		end("direct:guard-secrets").expectedBodiesReceived("redacted");
		send("guard");
		end("direct:guard-secrets").assertIsSatisfied();
	}

	@Test
	void makesAGuardrailOfTheTemplate() throws Exception {
		make("guardrail", "guard-pii", Map.of("name", "pii"));
		guardrails("pii");
		send("guard");
		assertThat(reached()).containsExactly("begin-guards", "guardrail-pii", "next-guard");
	}

	@Test
	void asksTheModerationModelAndJudgesItsAnswer() throws Exception {
		make("moderation", "guard-toxic", MODERATION);
		on("http:moderator", (exchange) -> exchange.getMessage().setBody("flagged"));
		on("judge-toxic", (exchange) -> assertThat(exchange.getMessage().getBody()).isEqualTo("flagged"));
		Exchange answer = send("guard-toxic");
		assertThat(reached()).containsExactly("ask-toxic", "http:moderator", "judge-toxic");
		assertThat(answer.getException()).isNull();
	}

	@Test
	void judgesAnEmptyAnswerWhereTheModerationModelGaveNone() throws Exception {
		make("moderation", "guard-toxic", MODERATION);
		failAt("http:moderator", new java.net.SocketTimeoutException());
		on("judge-toxic", (exchange) -> assertThat(exchange.getMessage().getBody()).isEqualTo(""));
		Exchange answer = send("guard-toxic");
		assertThat(reached()).containsExactly("ask-toxic", "http:moderator", "judge-toxic");
		assertThat(answer.getException()).isNull();
	}

	@Test
	void refusesWhatTheModerationModelFlagged() throws Exception {
		make("moderation", "guard-toxic", MODERATION);
		failAt("judge-toxic", REFUSED);
		assertThat(send("guard-toxic").getException()).isSameAs(REFUSED);
	}

	/** The call's guardrails. */
	private void guardrails(String... names) {
		Iterator<String> left = List.of(names).iterator();
		Processor next = (exchange) -> {
			exchange.setProperty("guarding", left.hasNext());
			if (left.hasNext()) {
				exchange.setProperty("guardrail", left.next());
			}
		};
		on("begin-guards", next);
		on("next-guard", next);
	}

}
