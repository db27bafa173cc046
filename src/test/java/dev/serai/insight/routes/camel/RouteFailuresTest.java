package dev.serai.insight.routes.camel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What Camel refuses at the start is explained, with its place and the nearest name. */
class RouteFailuresTest {

	@TempDir
	Path directory;

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					process: { id: s, ref: refus }                                   | there is no bean refus; did you mean refuse?
					process: { id: s, ref: audit-steps }                             | the bean audit-steps has another type than this step needs
					bean: { id: s, ref: audit-step, method: size }                   | there is no bean audit-step; did you mean audit-steps?
					bean: { id: s, ref: audit-steps, method: sizze }                 | the bean has no method sizze; did you mean size?
					setBody: { id: s, method: { ref: audit-step, method: size } }    | there is no bean audit-step; did you mean audit-steps?
					setBody: { id: s, simple: "${bean:audit-step}" }                 | there is no bean audit-step; did you mean audit-steps?
					setBody: { id: s, simple: "${bodyy}" }                           | Valid syntax: ${body.OGNL} was: bodyy
					setBody: { id: s, jq: ".a" }                                     | there is no language jq
					to: { id: s, uri: "log:mine?showBodyy=true" }                    | log has no option showBodyy; did you mean showBody?
					to: { id: s, uri: "log:mine?groupSize=many" }                    | many
					to: { id: s, uri: "http:h?clientConnectionManager=#audit-step" } | there is no bean audit-step; did you mean audit-steps?
					to: { id: s, uri: "{{NO_SUCH_URL}}" }                            | there is no setting NO_SUCH_URL; set it as an environment variable
					throwException: { id: s, exceptionType: java.lang.Wrong }        | there is no class java.lang.Wrong
					split: { id: s, simple: "${body}", aggregationStrategy: none, steps: [ { log: hi } ] } | none
					split: { id: s, simple: "${body}", parallelProcessing: yess, steps: [ { log: hi } ] }  | yess is no Boolean
					""")
	void namesFileLineAndStep(String step, String says) throws Exception {
		Path file = write(BrokenRoutes.route(step));
		assertThat(BrokenRoutes.failure(this.directory).getMessage()).startsWith(file + " line 6: route mine, step s: ")
			.contains(says);
	}

	@Test
	void namesTheInputOfARouteThatCannotBegin() throws Exception {
		Path file = write("""
				- route:
				    id: mine
				    from:
				      uri: timer:mine
				      parameters: { perriod: 5 }
				      steps:
				        - log: { id: l, message: hi }
				""");
		assertThat(BrokenRoutes.failure(this.directory))
			.hasMessage(file + " line 4: route mine: timer has no option perriod; did you mean period?");
	}

	@Test
	void namesTheStepInsideOthers() throws Exception {
		Path file = write(BrokenRoutes.route("""
				doTry:
				            id: t
				            steps:
				              - log: { id: l, message: hi }
				            doCatch:
				              - exception: [ java.lang.Exception ]
				                steps:
				                  - process: { id: deep, ref: refus }
				"""));
		assertThat(BrokenRoutes.failure(this.directory).getMessage()).startsWith(file + " line ")
			.contains("route mine")
			.endsWith("there is no bean refus; did you mean refuse?");
	}

	private Path write(String content) throws IOException {
		return Files.writeString(this.directory.resolve("mine.camel.yaml"), content);
	}

}
