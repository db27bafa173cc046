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
	@CsvSource(delimiter = '|', value = { "{ kind: pii }|line 8: guardrails.it.mode: it is missing",
			"{ kind: pii, mode: loud }|line 8: guardrails.it.mode: it is loud; it must be one of [off, shadow, redact, block]",
			"{ kind: pii, mode: redact, find: [shoe-size] }|line 8: guardrails.it.find[0]: it is shoe-size",
			"{ kind: pii, mode: redact, words: [x] }|guardrails.it.words: there is no such field in a guardrail of the kind pii",
			"{ kind: pii, mode: redact, direction: up }|guardrails.it.direction: it is up; it must be one of [in, out, both]",
			"{ kind: pii, mode: redact, phoneRegions: [Germany] }|guardrails.it.phoneRegions[0]: it is Germany; it must be a country by two capital letters",
			"{ kind: nothing, mode: block }|guardrails.it.kind: it is nothing; it must be one of [pii, secrets,",
			"{ mode: block }|line 8: guardrails.it.kind: it is missing",
			"{ kind: secret, mode: block }|did you mean secrets?",
			"{ kind: pii, mode: redact, phoneRegions: [XX] }|line 8: guardrails.it.phoneRegions: it is [XX]",
			"{ kind: size, mode: redact, tools: 1 }|guardrails.it.mode: it is redact; it must be one of [off, shadow, block]",
			"{ kind: size, mode: block }|add one of them", "{ kind: size, mode: block, tools: -1 }|0 or more",
			"{ kind: size, mode: block, tools: 1, direction: out }|guardrails.it.direction: it is out; it must be one of [in]",
			"{ kind: deny-list, mode: block }|words and patterns are missing",
			"{ kind: deny-list, mode: block, patterns: ['(?=x)'] }|line 8: guardrails.it.patterns[0]: it is '(?=x)'; it must be in the syntax of RE2",
			"{ kind: deny-list, mode: block, patterns: ['((a{100}){100}){100}'] }|fewer or smaller repetitions",
			"{ kind: deny-list, mode: block, patterns: ['(?:[a-z]{10,}\\d){200}'] }|fewer or smaller repetitions",
			"{ kind: injection, mode: block, threshold: 0 }|guardrails.it.threshold: it is 0; it must be more than 0 and at most 1",
			"{ kind: modalities, mode: block, allow: [smell] }|guardrails.it.allow[0]: it is smell; it must be one of [text, image, audio, file]",
			"{ kind: regions, mode: shadow, allow: [eu] }|guardrails.it.mode: it is shadow; it must be one of [off, block]",
			"{ kind: regions, mode: block }|guardrails.it.allow: it is missing",
			"{ kind: moderation, mode: block, provider: p, model: m, timeout: 5m }|guardrails.it.timeout: it is 5m; it must be a time such as 500ms or 2s",
			"{ kind: moderation, mode: block, provider: p, model: m, timeout: 31s }|guardrails.it.timeout: it is 31s; it must be a time above 0 and at most 30s",
			"{ kind: moderation, mode: block, provider: p, model: m, onError: shrug }|guardrails.it.onError: it is shrug; it must be one of [allow, block]",
			"{ kind: moderation, mode: block, model: m }|guardrails.it.provider: it is missing" })
	void aMistakeIsNamed(String declaration, String complaint) {
		assertThatExceptionOfType(InvalidConfiguration.class).isThrownBy(() -> Guardrails.of(declaration))
			.withMessageContaining("policies.yaml")
			.withMessageContaining(complaint);
	}

}
