package dev.serai.testing;

import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands tests a gateway whose only provider is a fake OpenAI, and that provider: the same
 * pair to all classes that use this extension, for a start takes seconds. Before each
 * test the provider answers again as {@link #ANSWER} says.
 */
public final class OneProvider implements ParameterResolver, BeforeEachCallback {

	/** What gpt-4o-mini charges 0.00021 US dollars for. */
	public static final String ANSWER = """
			{"id":"c1","object":"chat.completion","created":1,"model":"gpt-4o-mini",\
			"choices":[{"index":0,"message":{"role":"assistant","content":"Hi."},"finish_reason":"stop"}],\
			"usage":{"prompt_tokens":1000,"completion_tokens":100,"total_tokens":1100}}""";

	@Override
	public void beforeEach(ExtensionContext context) {
		Pair.SHARED.provider.plays((request, wire) -> wire.json(200, ANSWER)).forget();
	}

	@Override
	public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
		Class<?> type = parameter.getParameter().getType();
		return type == Gateway.class || type == FakeProvider.class;
	}

	@Override
	public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
		return (parameter.getParameter().getType() == Gateway.class) ? Pair.SHARED.gateway : Pair.SHARED.provider;
	}

	/** Ends with the process, for JUnit may be started anew for each class. */
	private static final class Pair {

		private static final Pair SHARED = new Pair();

		private final FakeProvider provider = new FakeProvider();

		private final Gateway gateway = Gateway.with(this.provider);

	}

}
