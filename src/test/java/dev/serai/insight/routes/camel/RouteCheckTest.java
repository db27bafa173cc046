package dev.serai.insight.routes.camel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * What of a route cannot work is refused before the start, with its place and the fix.
 */
class RouteCheckTest {

	@TempDir
	Path directory;

	@Test
	void findsNothingWrongWithTheBuiltInRoutes() {
		assertThatNoException().isThrownBy(() -> BrokenRoutes.check(this.directory));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					to: { id: s, uri: "direct:authentcate" }         | no route begins with direct:authentcate; did you mean direct:authenticate?
					to: { id: s, uri: "seda:nowhere" }               | no route begins with seda:nowhere
					to: { id: s, uri: "kafak:orders" }               | there is no component kafak
					to: { id: s, uri: "tmer:orders" }                | there is no component tmer; did you mean timer?
					toD: { id: s, uri: "direct:alerts-${body}" }     | no route begins with direct:alerts-…
					toD: { id: s, uri: "direct:authenticat" }        | no route begins with direct:authenticat; did you mean direct:authenticate?
					toD: { id: s, uri: "htp:host/${body}" }          | there is no component htp; did you mean http?
					toD: { id: s, uri: "seda:${body}?sizee=4" }      | seda has no option sizee; did you mean size?
					wireTap: { id: s, uri: "direct:mesure" }         | no route begins with direct:mesure; did you mean direct:measure?
					enrich: { id: s, constant: "direct:decid" }      | no route begins with direct:decid; did you mean direct:decide?
					pollEnrich: { id: s, simple: "fil:in/${body}" }  | there is no component fil; did you mean file?
					recipientList: { id: s, constant: "direct:decide,direct:reed" } | no route begins with direct:reed; did you mean direct:read?
					routingSlip: { id: s, constant: "direct:decide,direct:reed" }   | no route begins with direct:reed; did you mean direct:read?
					""")
	void namesTheStepWhoseTargetIsNotThere(String step, String says) throws IOException {
		Path file = write("mine", BrokenRoutes.route(step));
		assertThat(BrokenRoutes.refused(this.directory))
			.hasMessageStartingWith(file + " line 6: route mine, step s: " + says)
			.extracting(refused -> refused.action())
			.asString()
			.startsWith("Fix the file");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "to: { id: s, uri: \"direct:authenticate\" }", "to: { id: s, uri: \"log:mine?level=WARN\" }",
					"toD: { id: s, uri: \"direct:alert-${body}\" }", "toD: { id: s, uri: \"direct:guard-${body}\" }",
					"toD: { id: s, uri: \"direct:deployment-${body}\" }", "toD: { id: s, uri: \"direct:${body}\" }",
					"toD: { id: s, uri: \"${body}\" }", "recipientList: { id: s, header: where }",
					"recipientList: { id: s, simple: \"${header.where}\" }", "to: { id: s, uri: \"direct://mine\" }" })
	void letsWhatMayWorkPass(String step) throws IOException {
		write("mine", BrokenRoutes.route(step));
		assertThatNoException().isThrownBy(() -> BrokenRoutes.check(this.directory));
	}

	@Test
	void looksIntoEveryNestedStepAndSaysAllAtOnce() throws IOException {
		Path file = write("mine", """
				- route:
				    id: mine
				    from:
				      uri: direct:mine
				      steps:
				        - choice:
				            id: c
				            when:
				              - simple: "true"
				                steps:
				                  - to: { id: in-when, uri: "direct:a1" }
				            otherwise:
				              steps:
				                - to: { id: in-otherwise, uri: "direct:a2" }
				        - doTry:
				            id: t
				            steps:
				              - to:
				                  id: in-try
				                  uri: direct:a3
				            doCatch:
				              - exception: [ java.lang.Exception ]
				                steps:
				                  - to: { id: in-catch, uri: "direct:a4" }
				        - circuitBreaker:
				            id: b
				            onFallback:
				              steps:
				                - to: { id: in-fallback, uri: "direct:a5" }
				            steps:
				              - log: { id: l, message: hi }
				""");
		assertThat(BrokenRoutes.refused(this.directory).getMessage().lines()).containsExactly(
				file + " line 11: route mine, step in-when: no route begins with direct:a1",
				file + " line 14: route mine, step in-otherwise: no route begins with direct:a2",
				file + " line 19: route mine, step in-try: no route begins with direct:a3",
				file + " line 24: route mine, step in-catch: no route begins with direct:a4",
				file + " line 29: route mine, step in-fallback: no route begins with direct:a5");
	}

	@Test
	void looksIntoErrorHandlersConfigurationsAndTheirNames() throws IOException {
		Path file = write("mine", """
				- route:
				    id: mine
				    routeConfigurationId: every-cal
				    errorHandler: { deadLetterChannel: { deadLetterUri: "direct:cemetery" } }
				    from:
				      uri: direct:mine
				      steps:
				        - log: { id: l, message: hi }
				- routeConfiguration:
				    id: own
				    onException:
				      - onException:
				          id: all
				          exception: [ java.lang.Exception ]
				          steps:
				            - to: { id: gone, uri: "direct:nowhere" }
				""");
		assertThat(BrokenRoutes.refused(this.directory).getMessage().lines()).containsExactly(file
				+ " line 6: route mine: routeConfigurationId: there is no route configuration every-cal; did you mean every-call?",
				file + " line 6: route mine: deadLetterUri: no route begins with direct:cemetery",
				file + " line 16: step gone: no route begins with direct:nowhere");
	}

	@Test
	void namesTheBuiltInRouteThatAReplacementLeavesWithoutItsTarget() throws IOException {
		write("mine", """
				- route:
				    id: measure
				    from:
				      uri: direct:measured
				      steps:
				        - log: { id: l, message: hi }
				""");
		assertThat(BrokenRoutes.refused(this.directory))
			.hasMessageContaining("built-in routes/call/errors.camel.yaml line ")
			.hasMessageContaining("no route begins with direct:measure; did you mean direct:measured?");
	}

	@Test
	void refusesTwoRoutesThatBeginAtOneAddress() throws IOException {
		Path file = write("mine",
				BrokenRoutes.route("log: { id: l, message: hi }").replace("direct:mine", "direct:decide"));
		assertThat(BrokenRoutes.refused(this.directory)).hasMessage(
				file + " line 4: route mine: the route decide begins at direct:decide, too; use another address,"
						+ " or the id decide to replace that route");
	}

	@Test
	void refusesOneIdInTwoFilesAndTwiceInOne() throws IOException {
		String other = BrokenRoutes.route("log: { id: other, message: hi }").replace("direct:mine", "direct:other");
		Path first = write("first", BrokenRoutes.route("log: { id: l, message: hi }"));
		Path second = write("second", other);
		assertThat(BrokenRoutes.refused(this.directory)).hasMessage(
				second + " line 4: route mine: there is another route of this id: " + first + " line 4: route mine");
		Files.delete(second);
		write("first", BrokenRoutes.route("log: { id: l, message: hi }") + other);
		assertThat(BrokenRoutes.refused(this.directory)).hasMessage(
				first + " line 10: route mine: there is another route of this id: " + first + " line 4: route mine");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			- route: {id: a, from: {uri: 'direct:a', steps: [ {tto: 'direct:b'} ]}}      | tto             | to
			- route: {id: a, from: {urii: 'direct:a', steps: []}}                        | urii            | uri
			- rout: {id: a}                                                              | rout            | route
			- templatedRoute: {routeId: a, routeTemplateRef: deploymentt}                | deploymentt     | deployment
			""")
	void namesTheNearestStepFieldOrTemplate(String content, String wrong, String right) throws IOException {
		Path file = write("mine", content + "\n");
		assertThat(BrokenRoutes.refused(this.directory).getMessage()).contains(file.toString())
			.contains("line 1")
			.contains(wrong)
			.containsIgnoringCase("did you mean " + right + "?");
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void warnsOfWhatMayBeAMistake(CapturedOutput output) throws Exception {
		Path file = write("mine", """
				- route:
				    id: open
				    from:
				      uri: servlet:/open
				      steps:
				        - to: { id: ask, uri: "http:host/path", parameters: { httpMetod: POST, page: 2 } }
				- route:
				    id: closed
				    from:
				      uri: servlet:/closed
				      steps:
				        - to: { id: on, uri: "direct:pipeline" }
				""");
		BrokenRoutes.check(this.directory);
		assertThat(output.getAll())
			.contains(file + " line 6: route open, step ask: http has no option httpMetod; did you mean httpMethod?")
			.contains(file
					+ " line 4: route open: it answers anybody, because none of its steps leads to direct:authenticate")
			.doesNotContain("option page")
			.doesNotContain("route closed");
	}

	@Test
	void refusesToOpenACallFromPlatformHttp() throws IOException {
		Path file = write("mine", """
				- route:
				    id: ask
				    routeConfigurationId: every-call
				    from:
				      uri: platform-http:/ask
				      steps:
				        - process: { id: open, ref: open-call }
				        - to: { id: on, uri: "direct:pipeline" }
				""");
		assertThat(BrokenRoutes.refused(this.directory)).hasMessage(
				file + " line 7: route ask, step open: it takes requests from the component servlet only; begin the"
						+ " route with servlet:/ask, which is served below /v1");
	}

	private Path write(String name, String content) throws IOException {
		return Files.writeString(this.directory.resolve(name + ".camel.yaml"), content);
	}

}
