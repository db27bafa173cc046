package dev.serai.insight.alert;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

import dev.serai.gateway.catalog.ConfigFile;
import dev.serai.gateway.catalog.InvalidConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AlertsFileTest {

	@TempDir
	private Path directory;

	private ConfigFile file(String yaml) throws IOException {
		Files.writeString(this.directory.resolve("alerts.yaml"), yaml);
		return ConfigFile.find(this.directory, "alerts.yaml");
	}

	private Channels channels(String channel, Map<String, String> environment) throws IOException {
		ConfigFile file = file("channels: [ {" + channel + "} ]");
		return file.as(AlertsFile.class).channels(file, environment);
	}

	@Test
	void whatIsShippedIsThereOnceItsVariableIs() {
		ConfigFile shipped = ConfigFile.find(Path.of("config"), "alerts.yaml");
		AlertsFile content = shipped.as(AlertsFile.class);
		Channels none = content.channels(shipped, Map.of());
		assertThat(none.all()).hasSize(3).allMatch(entry -> entry.channel().isEmpty());
		Channels some = content.channels(shipped, Map.of("SERAI_ALERT_MAIL", "a@example.com, b@example.com",
				"SERAI_ALERT_SLACK_URL", "https://hooks.example.com/services/T/B/x"));
		assertThat(some.find("mail")).hasValueSatisfying(mail -> assertThat(((Channel.Mail) mail).recipients())
			.containsExactly("a@example.com", "b@example.com"));
		assertThat(some.isThere("slack")).isTrue();
		assertThat(some.isThere("webhook")).isFalse();
		List<Rule> rules = content.rules(shipped, some, Clock.systemUTC());
		assertThat(rules).extracting(Rule::kind).containsExactlyInAnyOrder(Kind.values());
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', value = {
			"name: a, type: slack, url: 'https://hooks.example.com/secret-path'; line 1: channels[0].url: it must be a reference",
			"name: a, type: slack, url: '${U:https://hooks.example.com/secret-path}'; line 1: channels[0].url: it must be a reference",
			"name: a, type: slack, url: '${CREDENTIALS}'; line 1: channels[0].url: it is not a valid address",
			"name: a, type: slack, url: '${FILE}'; line 1: channels[0].url: it is not a valid address",
			"name: a, type: slack, url: '${BRACES}'; line 1: channels[0].url: it is not a valid address",
			"name: a, type: webhook, url: '${GOOD}', secret: '${SHORT}'; line 1: channels[0].secret: it is too short",
			"name: a, type: webhook; channels[0].url: it is missing",
			"name: a, type: mail; channels[0].recipients: it is missing",
			"name: a, type: mail, recipients: ['x@example.com>']; line 1: channels[0].recipients: it is x@example.com>",
			"name: a, type: mail, recipients: [x@example.com], url: '${GOOD}'; channels[0].url: there is no such field in a channel of the type mail",
			"name: a, type: pigeon; channels[0].type: it is pigeon; it must be one of [mail, slack, webhook, route]",
			"name: slack, type: route; is built in",
			"name: 'a/b', type: route; channels[0].name: it is a/b; it must be made of lower-case letters",
			"name: a, type: route, port: 1; channels[0].port: there is no such field in a channel of the type route" })
	void whatIsWrongIsSaidWithoutTheSecret(String channel, String complaint) {
		Map<String, String> environment = Map.of("CREDENTIALS", "https://user:secret-path@example.com", "FILE",
				"file:///etc/secret-path", "BRACES", "https://example.com/{{secret-path}}", "GOOD",
				"https://example.com/", "SHORT", "secret-path");
		assertThatThrownBy(() -> channels(channel, environment)).isInstanceOf(InvalidConfiguration.class)
			.hasMessageContaining(complaint)
			.message()
			.doesNotContain("secret-path");
	}

	@Test
	void aSecretIsNeverShown() throws IOException {
		Channels channels = channels("name: a, type: webhook, url: '${U}', secret: '${S}'",
				Map.of("U", "https://example.com/secret-path", "S", "secret-path-long-enough"));
		assertThat(channels.find("a").orElseThrow().toString()).doesNotContain("secret-path");
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', value = { "name: r, kind: nothing; line 1: rules[0].kind: it is nothing",
			"name: r, kind: budget, threshold: 5; rules[0].threshold: there is no such field in a rule of this kind",
			"name: r, kind: latency, window: soon; rules[0].window: it is soon; it must be a length of time",
			"name: r, kind: latency, window: P1D; line 1: rules[0].window: it must be from PT1S to PT1H",
			"name: r, kind: budget, channels: [a]; line 1: rules[0].channels: it is a; it must be one of []",
			"name: r, kind: budget, remindAfter: PT1S; rules[0].remindAfter: it is PT1S; it must be at least PT1M" })
	void rulesAreCheckedLikeThoseOfTheApi(String rule, String complaint) throws IOException {
		ConfigFile file = file("rules: [ {" + rule + "} ]");
		assertThatThrownBy(() -> {
			AlertsFile content = file.as(AlertsFile.class);
			content.rules(file, content.channels(file, Map.of()), Clock.systemUTC());
		}).isInstanceOf(InvalidConfiguration.class).hasMessageContaining(complaint);
	}

}
