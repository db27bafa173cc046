package dev.serai.faults;

import java.io.IOException;

import dev.serai.testing.FakeProvider;

/** What callers and providers say in these tests. */
final class Said {

	/** What a complete answer costs at the first deployment of a model. */
	static final String COST = "0.000003";

	private Said() {
	}

	static String request(String model) {
		return "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Say something.\"}]}";
	}

	static String streamRequest(String model) {
		return request(model).replaceFirst("\\{", "{\"stream\":true,");
	}

	static String streamRequestWithUsage(String model) {
		return request(model).replaceFirst("\\{", "{\"stream\":true,\"stream_options\":{\"include_usage\":true},");
	}

	/** A whole answer of two tokens in and one out. */
	static String answer(String text) {
		return "{\"id\":\"c1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,"
				+ "\"message\":{\"role\":\"assistant\",\"content\":\"" + text + "\"},\"finish_reason\":\"stop\"}],"
				+ "\"usage\":{\"prompt_tokens\":2,\"completion_tokens\":1,\"total_tokens\":3}}";
	}

	/** A piece of text, in OpenAI's stream. */
	static String piece(String text) {
		return "{\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":"
				+ "[{\"index\":0,\"delta\":{\"content\":\"" + text + "\"},\"finish_reason\":null}]}";
	}

	static String finish() {
		return "{\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":"
				+ "[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}";
	}

	static String usage() {
		return "{\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[],"
				+ "\"usage\":{\"prompt_tokens\":2,\"completion_tokens\":1,\"total_tokens\":3}}";
	}

	/** A provider that answers everything with this text. */
	static FakeProvider.Script answering(String text) {
		return (request, wire) -> {
			if (request.text().contains("\"stream\":true")) {
				stream(wire, text);
			}
			else {
				wire.json(200, answer(text));
			}
		};
	}

	static FakeProvider.Script failing(int status, String... headers) {
		return (request, wire) -> wire.json(status,
				"{\"error\":{\"message\":\"The provider says no\",\"type\":\"t\",\"param\":\"p\",\"code\":\"its_code\"}}",
				headers);
	}

	private static void stream(FakeProvider.Wire wire, String text) throws IOException {
		wire.stream().event(piece(text)).event(finish()).event(usage()).event("[DONE]").end();
	}

}
