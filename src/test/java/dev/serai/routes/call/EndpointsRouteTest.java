package dev.serai.routes.call;

import java.util.List;

import dev.serai.routes.RouteFile;
import dev.serai.routes.RouteTest;
import org.apache.camel.Exchange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The endpoints that call a model. */
@RouteFile({ "call/chat-completions", "call/completions", "call/embeddings" })
class EndpointsRouteTest extends RouteTest {

	static List<String> files() {
		return files(EndpointsRouteTest.class);
	}

	@ParameterizedTest
	@MethodSource("files")
	void opensACallTakesItThroughThePipelineAndClosesIt(String file) throws Exception {
		load(file);
		send(route(file));
		assertThat(reached()).containsExactly("open-call", "direct:pipeline", "close-call", "direct:measure");
	}

	@ParameterizedTest
	@MethodSource("files")
	void answersARefusalOfThePipeline(String file) throws Exception {
		load(file);
		failAt("direct:pipeline", REFUSED);
		Exchange answer = send(route(file));
		assertThat(reached()).containsExactly("open-call", "direct:pipeline", "refuse", "close-call", "direct:measure");
		assertThat(answer.getException()).isNull();
	}

	@ParameterizedTest
	@MethodSource("files")
	void startsNoPipelineForACallWhoseRecordHasNoRoom(String file) throws Exception {
		load(file);
		failAt("open-call", REFUSED);
		send(route(file));
		assertThat(reached()).startsWith("open-call", "refuse").doesNotContain("direct:pipeline");
	}

	@ParameterizedTest
	@CsvSource({ "call/chat-completions,", "call/completions, openai-completions",
			"call/embeddings, openai-embeddings" })
	void namesTheFormatBeforeTheCallIsOpened(String file, String format) throws Exception {
		load(file);
		on("open-call", (exchange) -> assertThat(exchange.getProperty("format")).isEqualTo(format));
		assertThat(send(route(file)).getException()).isNull();
		assertThat(reached()).doesNotContain("refuse");
	}

	private static String route(String file) {
		return file.substring("call/".length());
	}

}
