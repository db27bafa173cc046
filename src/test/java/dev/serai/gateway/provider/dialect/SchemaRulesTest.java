package dev.serai.gateway.provider.dialect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.serai.gateway.catalog.Dialects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What JSON schemas become for providers that accept only some keywords. */
class SchemaRulesTest {

	private static final ObjectMapper JSON = new ObjectMapper();

	@Test
	void describesWhatIsUnsupported() {
		assertThat(rules("{'unsupported':['minLength','pattern']}").ofAnswer(json(
				"{'type':'object','properties':{'minLength':{'type':'string','minLength':3,'pattern':'a','description':'It.'}}}"),
				true))
			.isEqualTo(json("{'type':'object','properties':{'minLength':{'type':'string',"
					+ "'description':'It.\\n\\n{minLength: 3, pattern: \\\"a\\\"}'}}}"));
	}

	@Test
	void usesTheKeywordThatMeansTheSame() {
		assertThat(rules("{'unsupported':['const','oneOf']}").ofAnswer(json("{'oneOf':[{'const':1},{'type':'null'}]}"),
				true))
			.isEqualTo(json("{'anyOf':[{'enum':[1]},{'type':'null'}]}"));
	}

	@Test
	void closesObjects() {
		assertThat(rules("{'closed':true}").ofAnswer(
				json("{'type':'object','properties':{'a':{'type':'array','items':{'type':['object','null']}}}}"), true))
			.isEqualTo(json("{'type':'object','properties':{'a':{'type':'array','items':{'type':['object','null'],"
					+ "'additionalProperties':false}}},'additionalProperties':false}"));
	}

	@Test
	void mergesCombinatorsAtTheTopOfATool() {
		JsonNode merged = rules("{'combinators':'merged'}").ofTool(
				json("{'anyOf':[{'type':'object','properties':{'id':{'type':'string'},'a':{}},'required':['id','a']},"
						+ "{'$ref':'#/$defs/b'}],'$defs':{'b':{'properties':{'id':{},'b':{}},'required':['b','id']}}}"),
				false);
		assertThat(merged.path("type").asText()).isEqualTo("object");
		assertThat(merged.path("properties")).isEqualTo(json("{'id':{'type':'string'},'a':{},'b':{}}"));
		assertThat(merged.path("required")).isEqualTo(json("['id']"));
		assertThat(merged.path("description").asText()).startsWith("{anyOf: [");
		assertThat(merged.has("anyOf")).isFalse();
	}

	@Test
	void givesEveryToolProperties() {
		assertThat(rules("{}").ofTool(MissingNode.getInstance(), false))
			.isEqualTo(json("{'type':'object','properties':{}}"));
		assertThat(rules("{}").ofTool(json("{'type':'object'}"), true))
			.isEqualTo(json("{'type':'object','properties':{}}"));
	}

	@Test
	void leavesOrdinaryToolsTheirKeywords() {
		JsonNode schema = json("{'type':'object','properties':{'a':{'minLength':1}}}");
		assertThat(rules("{'unsupported':['minLength'],'closed':true}").ofTool(schema, false)).isSameAs(schema);
	}

	@Property(tries = 200)
	void noUnsupportedKeywordIsLeftAndNothingElseIsLost(@ForAll("schemas") JsonNode schema) {
		JsonNode rewritten = rules("{'unsupported':['minLength','maximum','oneOf','const'],'closed':true}")
			.ofAnswer(schema, true);
		assertThat(rewritten.findValuesAsText("type")).isEqualTo(schema.findValuesAsText("type"));
		for (String keyword : new String[] { "minLength", "maximum", "oneOf", "const" }) {
			assertThat(rewritten.findValues(keyword)).as(keyword).isEmpty();
		}
		assertThat(rules("{'unsupported':['minLength','maximum','oneOf','const'],'closed':true}").ofAnswer(rewritten,
				true))
			.isSameAs(rewritten);
	}

	@Provide
	Arbitrary<JsonNode> schemas() {
		Arbitrary<String> leaves = Arbitraries.of("{'type':'string','minLength':2}", "{'type':'integer','maximum':9}",
				"{'type':'null'}", "{'type':'string','const':'x'}",
				"{'type':'string','description':'It.','minLength':1}");
		return Arbitraries
			.recursive(() -> leaves, inner -> Combinators.combine(inner, inner, Arbitraries.integers().between(0, 2))
				.as((one, other, kind) -> switch (kind) {
					case 0 -> "{'type':'object','properties':{'a':" + one + ",'b':" + other + "}}";
					case 1 -> "{'type':'array','items':{'oneOf':[" + one + "," + other + "]}}";
					default -> "{'type':'array','items':" + one + "}";
				}), 0, 4)
			.map(SchemaRulesTest::json);
	}

	private static SchemaRules rules(String schemas) {
		return new SchemaRules(new Dialects(json("{'schemas':" + schemas + "}")).of("m").schemas());
	}

	private static JsonNode json(String text) {
		try {
			return JSON.readTree(text.replace('\'', '"'));
		}
		catch (JsonProcessingException ex) {
			throw new IllegalArgumentException(text, ex);
		}
	}

}
