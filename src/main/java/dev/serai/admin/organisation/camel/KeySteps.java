package dev.serai.admin.organisation.camel;

import java.time.Duration;
import java.util.Set;
import java.util.UUID;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.admin.organisation.Keys;
import dev.serai.admin.organisation.WantedKey;
import dev.serai.admin.people.camel.Operators;
import dev.serai.gateway.http.camel.JsonAnswers;
import dev.serai.gateway.http.camel.JsonReply;
import dev.serai.gateway.http.camel.Query;
import dev.serai.platform.contract.camel.ApiSteps;
import dev.serai.platform.error.ApiError;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Serves the API for keys. */
@ApiSteps("key-steps")
public final class KeySteps {

	private static final String KIND = "key";

	private static final Set<String> LIST = Set.of("team");

	private static final int UUID_LENGTH = 36;

	private final Keys keys;

	private final JsonAnswers answers;

	KeySteps(Keys keys, ObjectMapper json) {
		this.keys = keys;
		this.answers = new JsonAnswers(json);
	}

	public void createKey(Exchange exchange) {
		this.answers.reply(exchange, 201,
				this.keys.create(Operators.of(exchange), JsonAnswers.body(exchange, WantedKey.class)));
	}

	public void listKeys(Exchange exchange) {
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
			// Reported below, like any other text that is no id.
		}
		throw ApiError.invalid("team", "'team' must be the id of a team.").refused();
	}

	public void getKey(Exchange exchange) {
		this.answers.reply(exchange, 200, this.keys.find(Operators.of(exchange), JsonAnswers.id(exchange, KIND)));
	}

	public void changeKey(Exchange exchange) {
		this.answers.reply(exchange, 200,
				this.keys.change(Operators.of(exchange), JsonAnswers.id(exchange, KIND), JsonAnswers.patch(exchange)));
	}

	public void rotateKey(Exchange exchange) {
		this.answers.reply(exchange, 201, this.keys.rotate(Operators.of(exchange), JsonAnswers.id(exchange, KIND),
				JsonAnswers.body(exchange, Rotation.class).overlap()));
	}

	public void revokeKey(Exchange exchange) {
		this.keys.revoke(Operators.of(exchange), JsonAnswers.id(exchange, KIND));
		JsonReply.nothing(exchange);
	}

	/** How long the previous secret still works. */
	private record Rotation(@Nullable Duration overlap) {
	}

}
