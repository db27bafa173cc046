package dev.serai.routes.jobs;

import dev.serai.routes.RouteFile;
import dev.serai.routes.RouteTest;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@RouteFile("jobs/mail")
class MailRouteTest extends RouteTest {

	@Test
	void handsTheWrittenMailToTheMailServerAsItIs() throws Exception {
		on("write-mail", (exchange) -> {
			exchange.getMessage().removeHeaders("*");
			exchange.getMessage().setBody("MIME");
		});
		end("smtp:mail-server").expectedBodiesReceived("MIME");
		send("send-mail", (exchange) -> exchange.getMessage().setHeader("to", "elsewhere@example.org"));
		end("smtp:mail-server").assertIsSatisfied();
		assertThat(end("smtp:mail-server").getExchanges().getFirst().getMessage().getHeaders()).isEmpty();
	}

	@Test
	void sendsNothingWhereNoMailCouldBeWritten() throws Exception {
		failAt("write-mail", REFUSED);
		Exchange sent = send("send-mail");
		assertThat(reached()).containsExactly("write-mail");
		assertThat(sent.getException()).isSameAs(REFUSED);
	}

	@Test
	void passesTheMailServersRefusalToTheRouteThatSends() throws Exception {
		IllegalStateException refused = new IllegalStateException("552 too large");
		failAt("smtp:mail-server", refused);
		assertThat(send("send-mail").getException()).isSameAs(refused);
	}

}
