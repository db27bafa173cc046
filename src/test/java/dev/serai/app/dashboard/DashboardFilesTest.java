package dev.serai.app.dashboard;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import dev.serai.testing.Gateway;
import dev.serai.testing.OneProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The dashboard's files, as browsers get them. */
@ExtendWith(OneProvider.class)
class DashboardFilesTest {

	private static HttpResponse<String> get(Gateway gateway, String path, String... headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(gateway.url(path))).GET();
		if (headers.length > 0) {
			request.headers(headers);
		}
		return gateway.send(request.build());
	}

	private static String header(HttpResponse<?> response, String name) {
		return response.headers().firstValue(name).orElse("");
	}

	@ParameterizedTest
	@CsvSource({ "/,text/html", "/index.html,text/html", "/assets/app.js,text/javascript",
			"/assets/pages/overview.js,text/javascript", "/assets/dashboard.css,text/css",
			"/assets/icon.svg,image/svg+xml", "/assets/lib/htm/3.1.1/preact/standalone.module.js,text/javascript",
			"/assets/lib/echarts/6.0.0/dist/echarts.esm.min.js,text/javascript",
			"/assets/sign-in.json,application/json" })
	void eachFileHasItsTypeAndTheStrictPolicy(String path, String type, Gateway gateway) {
		HttpResponse<String> response = get(gateway, path);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(header(response, "content-type")).startsWith(type);
		assertThat(header(response, "content-security-policy")).startsWith("default-src 'self';")
			.doesNotContain("unsafe");
		assertThat(header(response, "x-content-type-options")).isEqualTo("nosniff");
	}

	@Test
	void whatABrowserHasIsNotSentAgain(Gateway gateway) {
		HttpResponse<String> first = get(gateway, "/assets/app.js");
		assertThat(header(first, "cache-control")).isEqualTo("no-cache");
		HttpResponse<String> again = get(gateway, "/assets/app.js", "if-none-match", header(first, "etag"));
		assertThat(again.statusCode()).isEqualTo(304);
		assertThat(again.body()).isEmpty();
		assertThat(header(get(gateway, "/assets/lib/htm/3.1.1/preact/standalone.module.js"), "cache-control"))
			.contains("immutable");
	}

	@Test
	void filesAreSentCompressedToWhomCanReadThem(Gateway gateway) {
		HttpResponse<String> plain = get(gateway, "/assets/dashboard.css");
		HttpResponse<String> zipped = get(gateway, "/assets/dashboard.css", "accept-encoding", "gzip, br");
		assertThat(header(zipped, "content-encoding")).isEqualTo("gzip");
		assertThat(header(zipped, "vary")).containsIgnoringCase("accept-encoding");
		assertThat(header(zipped, "etag")).as("weak, because both forms have it")
			.startsWith("W/")
			.isEqualTo(header(plain, "etag"));
		assertThat(zipped.body().length()).isLessThan(plain.body().length() / 2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/assets/none.js", "/assets/pages/none.js", "/assets/lib/echarts.js", "/assets/pages",
			"/assets/application.yaml", "/assets/routes/call/pipeline.camel.yaml", "/assets/pages/overview.js/",
			"/assets/a/b/c.js", "/assets/" })
	void whatIsNotOfTheDashboardIsNotThere(String path, Gateway gateway) {
		HttpResponse<String> response = get(gateway, path);
		assertThat(response.statusCode()).isEqualTo(404);
		assertThat(Gateway.json(response).at("/error/code").asText()).isEqualTo("not_found");
	}

}
