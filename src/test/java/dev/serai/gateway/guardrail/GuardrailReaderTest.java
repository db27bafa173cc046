package dev.serai.gateway.guardrail;

import java.nio.file.Path;

import dev.serai.gateway.catalog.ConfigFile;
import dev.serai.gateway.catalog.InvalidConfiguration;
import dev.serai.gateway.routing.PolicyReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class GuardrailReaderTest {

	@Test
	void theShippedFileHasNoGuardrailOn() {
		assertThat(PolicyReader.guards(ConfigFile.find(Path.of("config"), "policies.yaml")).guardrails()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "{ kind: pii }|mode is missing", "{ kind: pii, mode: loud }|mode is loud",
			"{ kind: pii, mode: redact, find: [shoe-size] }|find is", "{ kind: pii, mode: redact, words: [x] }|words",
			"{ kind: pii, mode: redact, direction: up }|in, out or both",
			"{ kind: pii, mode: redact, phoneRegions: [Germany] }|phoneRegions",
			"{ kind: nothing, mode: block }|nothing", "{ mode: block }|kind",
			"{ kind: size, mode: redact, tools: 1 }|mode is redact", "{ kind: size, mode: block }|add one of them",
			"{ kind: size, mode: block, tools: -1 }|0 or more",
			"{ kind: size, mode: block, tools: 1, direction: out }|direction is out",
			"{ kind: deny-list, mode: block }|words and patterns are missing",
			"{ kind: deny-list, mode: block, patterns: ['(?=x)'] }|RE2",
			"{ kind: deny-list, mode: block, patterns: ['((a{100}){100}){100}'] }|fewer or smaller repetitions",
			"{ kind: deny-list, mode: block, patterns: ['(?:[a-z]{10,}\\d){200}'] }|fewer or smaller repetitions",
			"{ kind: injection, mode: block, threshold: 0 }|threshold",
			"{ kind: modalities, mode: block, allow: [smell] }|allow",
			"{ kind: regions, mode: shadow, allow: [eu] }|mode is shadow",
			"{ kind: regions, mode: block }|allow is missing",
			"{ kind: moderation, mode: block, provider: p, model: m, timeout: 5m }|timeout",
			"{ kind: moderation, mode: block, provider: p, model: m, onError: shrug }|allow or block",
			"{ kind: moderation, mode: block, model: m }|provider is missing" })
	void aMistakeIsNamed(String declaration, String complaint) {
		assertThatExceptionOfType(InvalidConfiguration.class).isThrownBy(() -> Guardrails.of(declaration))
			.withMessageContaining("policies.yaml")
			.withMessageContaining(complaint);
	}

}
