package dev.serai.platform.contract;

import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** What the contract refuses, and how it says so. */
class OperationTest {

	private static final Contract CONTRACT = Contract.builtIn();

	private static final Operation CHAT = CONTRACT.operation("post", "/v1/chat/completions");

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					{}                                                            | model             | missing_required_parameter
					{"model":"a"}                                                 | messages          | missing_required_parameter
					{"model":7,"messages":[{"role":"user"}]}                      | model             | invalid_type
					{"model":"a","messages":[]}                                   | messages          | invalid_value
					{"model":"a","messages":[{"role":"user"},{"role":"nobody"}]}  | messages[1].role  | invalid_value
					{"model":"a","messages":[{"content":"x"}]}                    | messages[0].role  | missing_required_parameter
					{"model":"a","messages":[{"role":"user"}],"temperature":3}    | temperature       | invalid_value
					{"model":"a","messages":[{"role":"user"}],"stream":"yes"}     | stream            | invalid_type
					""")
	void theFirstThingThatIsWrongIsNamed(String body, String param, String code) throws JsonProcessingException {
		ApiError error = refusal(CHAT, body);
		assertThat(error.param()).isEqualTo(param);
		assertThat(error.code()).isEqualTo(code);
		assertThat(error.status()).isEqualTo(400);
		assertThat(error.message()).contains(param);
	}

	@Test
	void whatTheContractDoesNotKnowPassesWhereItMay() throws JsonProcessingException {
		CHAT.checkBody(json("""
				{"model":"a","messages":[{"role":"user","content":"x","vendor":1}],"vendor":{"a":[1]},"n":null}"""));
	}

	@Test
	void parametersAreCheckedLikeBodies() {
		Operation calls = CONTRACT.operation("GET", "/api/calls");
		calls.checkQuery(Map.of("limit", new String[] { "500" }, "team", new String[] { "" }));
		assertThat(refusal(calls, Map.of("limit", new String[] { "501" })).param()).isEqualTo("limit");
		assertThat(refusal(calls, Map.of("limit", new String[] { "many" })).code()).isEqualTo("invalid_type");
		assertThat(refusal(calls, Map.of("limit", new String[] { "1", "2" })).param()).isEqualTo("limit");
		assertThat(refusal(calls, Map.of("x", new String[] { "1" })).code()).isEqualTo("unknown_parameter");
		assertThat(refusal(CONTRACT.operation("GET", "/api/spend"), Map.of("by", new String[] { "x" })).message())
			.contains("team, key, provider, model");
	}

	private static ApiError refusal(Operation operation, String body) throws JsonProcessingException {
		JsonNode json = json(body);
		return catchThrowableOfType(CallRefused.class, () -> operation.checkBody(json)).error();
	}

	private static ApiError refusal(Operation operation, Map<String, String[]> query) {
		return catchThrowableOfType(CallRefused.class, () -> operation.checkQuery(query)).error();
	}

	private static JsonNode json(String text) throws JsonProcessingException {
		return JsonMapper.builder().build().readTree(text);
	}

}
