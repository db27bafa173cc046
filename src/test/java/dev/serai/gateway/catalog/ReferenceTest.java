package dev.serai.gateway.catalog;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ReferenceTest {

	@Test
	void plainTextIsItself() {
		assertThat(Reference.parse("https://api.example.com/v1?a=$b").resolve(Map.of()))
			.contains("https://api.example.com/v1?a=$b");
	}

	@Test
	void aReferenceIsTheVariable() {
		assertThat(Reference.parse("${A_KEY}").resolve(Map.of("A_KEY", "k"))).contains("k");
		assertThat(Reference.parse("${A_KEY}").resolve(Map.of())).isEmpty();
	}

	@Test
	void aVariableIsStrippedAndABlankOneIsNotSet() {
		assertThat(Reference.parse("${A_KEY}").resolve(Map.of("A_KEY", " k\n"))).contains("k");
		assertThat(Reference.parse("${A_KEY}").resolve(Map.of("A_KEY", " "))).isEmpty();
		assertThat(Reference.parse("${A:x}").resolve(Map.of("A", ""))).contains("x");
	}

	@Test
	void theDefaultEndsAtTheBraceAndMayHoldColons() {
		assertThat(Reference.parse("${A:https://h:8080/v1}").resolve(Map.of())).contains("https://h:8080/v1");
		assertThat(Reference.parse("${A:https://h:8080/v1}").resolve(Map.of("A", "http://b"))).contains("http://b");
	}

	@ParameterizedTest
	@ValueSource(strings = { "${B}", "${B:x}", "{{env:B}}", "#{B}" })
	void whatAVariableHoldsIsNeverResolvedAgain(String value) {
		assertThat(Reference.parse("${A}").resolve(Map.of("A", value, "B", "secret"))).contains(value);
	}

	@ParameterizedTest
	@ValueSource(strings = { "${", "${}", "${A", "${1A}", "${A-B}", "x${A}", "${A}x", "${A}${B}", "${A:${B}}",
			"${sys:user.home}x", "{{env:HOME}}", "${env:HOME}${" })
	void anythingElseWithADollarAndBraceIsRefused(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> Reference.parse(text))
			.withMessageContaining(text)
			.withMessageContaining("${NAME:default}");
	}

}
