package dev.serai.gateway.cost;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.serai.gateway.operation.chat.ChatRequest;
import dev.serai.gateway.operation.chat.Message;
import dev.serai.gateway.operation.chat.Message.Part;
import dev.serai.gateway.operation.chat.Message.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

class TokenEstimateTest {

	@ParameterizedTest
	@ValueSource(strings = {
			"The ferry leaves at noon, and nobody on the quay believes that it will be on time. We sat on our bags "
					+ "and counted the gulls until the captain, an old woman with a red scarf, waved us aboard.",
			"Der Fährmann wartete schon seit dem frühen Morgen auf die letzten Gäste, die über den schmalen Steg kamen. "
					+ "Niemand hatte ihm gesagt, dass die Brücke flussaufwärts gesperrt worden war.",
			"public long total(List<Order> orders) {\n    long sum = 0;\n    for (Order order : orders) {\n"
					+ "        sum += order.price() * order.count();\n    }\n    return sum;\n}\n",
			"{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\",\"description\":\"Name of a city\"},"
					+ "\"days\":{\"type\":\"integer\",\"minimum\":1,\"maximum\":14}},\"required\":[\"city\"]}",
			"Паром отходит в полдень, и никто на причале не верит, что он уйдёт вовремя. Мы сидели на чемоданах.",
			"渡船中午出发，码头上没有人相信它会准时。我们坐在行李上数着海鸥，直到船长挥手让我们上船。", "正午に船が出るが、岸壁の誰もが時間どおりに出るとは思っていない。私たちは荷物の上に座って待った。",
			"2026-03-01,14:05:33,1024,77.25\n2026-03-01,14:06:33,1031,78.50\n2026-03-01,14:07:33,998,76.75\n" })
	void roughCountIsWithinAThirdOfTheTokenizers(String text) {
		long counted = TokenEstimate.counted().of(text);
		assertThat(TokenEstimate.rough().of(text)).as("rough against %d", counted)
			.isCloseTo(counted, withinPercentage(34));
	}

	@Test
	void countedIsTheTokenizersCount() {
		assertThat(TokenEstimate.counted().of("hello world")).isEqualTo(2);
		assertThat(TokenEstimate.counted().of("")).isZero();
	}

	@Test
	void wordsThatATokenizerReservesAreCountedAsText() {
		assertThat(TokenEstimate.counted().of("<|endoftext|>")).isGreaterThan(1);
	}

	@Test
	void aRequestCountsItsTurnsToolsAndSchema() {
		long bare = TokenEstimate.rough().of(request(List.of(user("How warm is it in Oslo?")), List.of()));
		ChatRequest.Tool tool = new ChatRequest.Tool("weather", "The weather of a day",
				JsonNodeFactory.instance.objectNode().put("type", "object"), null);
		assertThat(bare).isGreaterThan(TokenEstimate.rough().of("How warm is it in Oslo?"));
		assertThat(TokenEstimate.rough().of(request(List.of(user("How warm is it in Oslo?")), List.of(tool))))
			.isGreaterThan(bare + 8);
		assertThat(TokenEstimate.rough()
			.of(request(
					List.of(user("How warm is it in Oslo?"),
							new Message.Assistant(List.of(),
									List.of(new Message.ToolCall("c1", "weather", "{\"city\":\"Oslo\"}", null)),
									List.of(new Message.ReasoningBlock("They ask for Oslo.", null, null)))),
					List.of())))
			.isGreaterThan(bare + 12);
	}

	@Test
	void anImageIsNotCountedByItsBytes() {
		Message small = new Message.User(
				List.of(new Part.Image(new Source.Data("image/png", "A".repeat(4_000_000)), null)), null);
		assertThat(TokenEstimate.counted().of(request(List.of(small), List.of()))).isEqualTo(1_004);
	}

	@Test
	void aDocumentGrowsWithItsSize() {
		Message large = new Message.User(
				List.of(new Part.Document(new Source.Data("application/pdf", "A".repeat(700_000)), null)), null);
		assertThat(TokenEstimate.rough().of(request(List.of(large), List.of()))).isEqualTo(22_004);
	}

	private static Message user(String text) {
		return new Message.User(List.of(new Part.Text(text)), null);
	}

	private static ChatRequest request(List<Message> messages, List<ChatRequest.Tool> tools) {
		return new ChatRequest("auto", messages, tools, null, null, new ChatRequest.OutputFormat.Text(),
				new ChatRequest.Sampling(null, null, null, List.of(), null, null), null, 1, null, false, false, null,
				Map.of());
	}

}
