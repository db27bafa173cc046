package dev.serai.gateway.simulator;

import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class SchemaExampleTest {

	@ParameterizedTest
	@ValueSource(strings = { "{'type':'string','minLength':20}", "{'type':'integer','minimum':7}", "{'type':'number'}",
			"{'type':['null','string']}", "{'enum':['a','b']}", "{'const':3}", "{'anyOf':[{'type':'boolean'}]}",
			"{'type':'array','minItems':3,'items':{'type':'string','format':'date'}}",
			"{'properties':{'a':{'$ref':'#/$defs/A'}},'required':['a'],'$defs':{'A':{'type':'object','properties':{'b':{'type':'integer'}},'required':['b']}}}",
			"{'type':'object','properties':{'self':{'$ref':'#'}}}" })
	void fitsTheSchema(String text) throws Exception {
		JsonNode schema = SimulatorClient.parse(text.replace('\'', '"'));
		JsonNode example = SchemaExample.of(schema);
		Set<?> faults = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
			.getSchema(schema)
			.validate(example);
		assertThat(faults).as(example.toString()).isEmpty();
	}

	@Test
	void splitsTextIntoTokensThatBreakNoCharacter() {
		assertThat(Tokens.split("abc😀de")).containsExactly("abc😀", "de");
		assertThat(Tokens.split("")).isEmpty();
		assertThat(Tokens.count("abcde".length())).isEqualTo(2);
	}

}
