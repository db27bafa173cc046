package dev.serai.replay;

import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Nothing of a provider's answer is lost where provider and caller speak the same
 * protocol: what {@link Comparison} does not look at is there too, unchanged.
 */
final class Kept {

	private Kept() {
	}

	static void assertKept(JsonNode said, JsonNode heard) {
		kept("", said, heard);
	}

	private static void kept(String path, JsonNode said, JsonNode heard) {
		if (isOfOurForm(path, said)) {
			return;
		}
		if (said.isObject()) {
			for (Map.Entry<String, JsonNode> field : said.properties()) {
				kept(path + '/' + field.getKey(), field.getValue(), heard.path(field.getKey()));
			}
		}
		else if (said.isArray()) {
			assertThat(heard.size()).as(path).isEqualTo(said.size());
			for (int i = 0; i < said.size(); i++) {
				kept(path + '/' + i, said.get(i), heard.path(i));
			}
		}
		else {
			assertThat(heard).as(path).isEqualTo(said);
		}
	}

	/** What is brought into OpenAI's form where it is not; compared by its meaning. */
	private static boolean isOfOurForm(String path, JsonNode said) {
		return path.endsWith("/finish_reason") || (path.endsWith("/message/content") && said.isArray())
				|| (path.matches(".*/tool_calls/\\d+/type") && said.isNull());
	}

}
