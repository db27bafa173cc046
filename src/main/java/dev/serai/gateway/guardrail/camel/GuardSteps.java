package dev.serai.gateway.guardrail.camel;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Map;

import dev.serai.gateway.call.Call;
import dev.serai.gateway.call.camel.Calls;
import dev.serai.gateway.guardrail.Guardrail;
import dev.serai.gateway.guardrail.Guards;
import dev.serai.gateway.guardrail.ModerationQuestion;
import dev.serai.gateway.guardrail.RequestGuard;
import dev.serai.gateway.operation.Format;
import dev.serai.gateway.operation.TextEditor;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

import org.springframework.stereotype.Component;

/**
 * The steps of the guardrails: choosing the next guardrail, and applying it to the
 * request.
 */
@Component
final class GuardSteps {

	/**
	 * An exchange property between two steps: whether a guardrail is left, and which one
	 * is current.
	 */
	private static final String GUARDING = "guarding";

	private static final String GUARDRAIL = "guardrail";

	private static final String LEFT = "guardrailsLeft";

	private static final int MAX_CHANGES = 3;

	private static final int MAX_ANSWER = 256 * 1024;

	private final Guards guards;

	GuardSteps(Guards guards) {
		this.guards = guards;
	}

	/** Starts before the first guardrail. */
	void begin(Exchange exchange) {
		Iterator<Guardrail> left = this.guards.of(Calls.of(exchange)).in().iterator();
		if (left.hasNext()) {
			exchange.setProperty(LEFT, left);
		}
		turn(exchange, left);
	}

	/** Moves on to the next guardrail. */
	void next(Exchange exchange) {
		turn(exchange, exchange.getProperty(LEFT, Iterator.class));
	}

	private static void turn(Exchange exchange, Iterator<?> left) {
		boolean any = left.hasNext();
		exchange.setProperty(GUARDING, any);
		if (any) {
			exchange.setProperty(GUARDRAIL, ((Guardrail) left.next()).name());
		}
	}

	/** Applies a guardrail to the request. */
	void look(Exchange exchange, RequestGuard guard) {
		Call call = Calls.of(exchange);
		guard.look(call).ifPresent(change -> {
			// A placeholder may reveal a finding that the replaced text had hidden.
			for (int i = 0; i < MAX_CHANGES && (i == 0 || guard.finds(call)); i++) {
				change(call, change);
			}
			guard.check(call);
		});
	}

	private static void change(Call call, TextEditor editor) {
		Format.Edited edited = call.format().edit(call.wire(), editor);
		call.changed(edited.body(), edited.request());
	}

	/** Sets the message to the request to a moderation model. */
	static void ask(Exchange exchange, ModerationQuestion question, Map<String, String> headers) {
		Message message = exchange.getMessage();
		message.removeHeaders("*");
		headers.forEach(message::setHeader);
		message.setHeader(Exchange.CONTENT_TYPE, "application/json");
		message.setBody(question.body(Calls.of(exchange)));
	}

	/** Applies the moderation model's answer. */
	static void answered(Exchange exchange, ModerationQuestion question) {
		byte[] answer;
		try (InputStream body = exchange.getMessage().getBody(InputStream.class)) {
			answer = (body != null) ? body.readNBytes(MAX_ANSWER) : new byte[0];
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		exchange.getMessage().removeHeaders("*");
		question.answered(Calls.of(exchange), answer);
	}

	/** Returns the name of the current guardrail. */
	static String current(Exchange exchange) {
		return exchange.getProperty(GUARDRAIL, "", String.class);
	}

}
