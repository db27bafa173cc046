package dev.serai.admin.organisation.camel;

import java.util.Set;
import java.util.UUID;

import dev.serai.admin.organisation.Keys;
import dev.serai.admin.people.camel.Operators;
import dev.serai.gateway.http.camel.JsonAnswers;
import dev.serai.gateway.http.camel.JsonReply;
import dev.serai.gateway.http.camel.Query;
import dev.serai.platform.error.ApiError;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** What an operator asks and orders of keys. */
final class KeySteps {

	private static final String KIND = "key";

	private static final Set<String> LIST = Set.of("team");

	private static final int UUID_LENGTH = 36;

	private final Keys keys;

	private final JsonAnswers answers;

	KeySteps(Keys keys, JsonAnswers answers) {
		this.keys = keys;
		this.answers = answers;
	}

	void create(Exchange exchange) {
		this.answers.reply(exchange, 201, this.keys.create(Operators.of(exchange), JsonAnswers.body(exchange)));
	}

	void list(Exchange exchange) {
		UUID team = team(Query.of(exchange, LIST).get("team"));
		this.answers.list(exchange, this.keys.list(Operators.of(exchange), team));
	}

	private static @Nullable UUID team(@Nullable String text) {
		try {
			if (text == null || text.length() == UUID_LENGTH) {
				return (text != null) ? UUID.fromString(text) : null;
			}
		}
		catch (IllegalArgumentException ex) {
			// Told below, like any other text that is no id.
		}
		throw ApiError.invalid("team", "'team' must be the id of a team.").refused();
	}

	void show(Exchange exchange) {
		this.answers.reply(exchange, 200, this.keys.find(Operators.of(exchange), JsonAnswers.id(exchange, KIND)));
	}

	void change(Exchange exchange) {
		this.answers.reply(exchange, 200,
				this.keys.change(Operators.of(exchange), JsonAnswers.id(exchange, KIND), JsonAnswers.body(exchange)));
	}

	void rotate(Exchange exchange) {
		this.answers.reply(exchange, 201,
				this.keys.rotate(Operators.of(exchange), JsonAnswers.id(exchange, KIND), JsonAnswers.body(exchange)));
	}

	void revoke(Exchange exchange) {
		this.keys.revoke(Operators.of(exchange), JsonAnswers.id(exchange, KIND));
		JsonReply.nothing(exchange);
	}

}
