package dev.serai.app;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.serai.platform.database.embedded.RealDatabase;
import dev.serai.testing.Gateway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** What a newcomer sees on the console. */
@ExtendWith(OutputCaptureExtension.class)
class StartSummaryTest {

	private static final Pattern ADDRESS = Pattern.compile("(?m)^ {2}(API|Dashboard|API reference|Health): +(\\S+)");

	private static final Pattern COMMAND = Pattern
		.compile("(?s)curl (\\S+) -H \"Authorization: Bearer \\$\\(cat '?([^)']+)'?\\)\".*-d '(\\{.*\\})'");

	@Test
	void isQuietAndEndsWithAddressesThatAnswerAndACommandThatWorks(CapturedOutput output) throws Exception {
		Map<String, String> database = Map.of(Gateway.DATABASE, RealDatabase.freshUrl());
		int before = output.getAll().length();
		try (Gateway gateway = Gateway.start(database); HttpClient http = HttpClient.newHttpClient()) {
			String start = output.getAll().substring(before);
			assertThat(start).doesNotContain("WARN", "ERROR").contains("all simulated, because no provider key is set");
			assertThat(start.lines().count()).as(start).isLessThan(25);

			String summary = start.substring(start.indexOf("Serai is ready"));
			List<Matcher> addresses = ADDRESS.matcher(summary)
				.results()
				.map(found -> ADDRESS.matcher(found.group()))
				.toList();
			assertThat(addresses).hasSize(4);
			for (Matcher address : addresses) {
				assertThat(address.find()).isTrue();
				HttpResponse<String> page = http.send(HttpRequest
					.newBuilder(here(address.group(2) + (address.group(1).equals("API") ? "/models" : "")))
					.build(), HttpResponse.BodyHandlers.ofString());
				assertThat(page.statusCode()).as(address.group()).isIn(200, 302, 303, 401);
			}

			Matcher command = COMMAND.matcher(summary);
			assertThat(command.find()).as(summary).isTrue();
			HttpResponse<String> answer = http.send(HttpRequest.newBuilder(here(command.group(1)))
				.header("Authorization", "Bearer " + Files.readString(Path.of(command.group(2))).strip())
				.header("Content-Type", "application/json")
				.POST(HttpRequest.BodyPublishers.ofString(command.group(3)))
				.build(), HttpResponse.BodyHandlers.ofString());
			assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
			assertThat(gateway.port()).isPositive();
		}
	}

	/** Tests listen on the loopback interface's IPv4 address alone. */
	private static URI here(String address) {
		return URI.create(address.replace("localhost", "127.0.0.1"));
	}

}
