package dev.serai.admin.organisation.camel;

import java.time.Duration;
import java.util.UUID;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.admin.organisation.IssuedKey;
import dev.serai.admin.organisation.KeyFacts;
import dev.serai.admin.organisation.Keys;
import dev.serai.admin.organisation.ModelHints;
import dev.serai.admin.organisation.WantedKey;
import dev.serai.admin.people.camel.Operators;
import dev.serai.gateway.http.camel.JsonAnswers;
import dev.serai.gateway.http.camel.JsonReply;
import dev.serai.gateway.http.camel.Query;
import dev.serai.platform.contract.camel.ApiSteps;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Serves the API for keys. */
@ApiSteps("key-steps")
public final class KeySteps {

	private static final String KIND = "key";

	private final Keys keys;

	private final ModelHints hints;

	private final JsonAnswers answers;

	KeySteps(Keys keys, ModelHints hints, ObjectMapper json) {
		this.keys = keys;
		this.hints = hints;
		this.answers = new JsonAnswers(json);
	}

	public void createKey(Exchange exchange) {
		IssuedKey issued = this.keys.create(Operators.of(exchange), JsonAnswers.body(exchange, WantedKey.class));
		this.answers.reply(exchange, 201, new Advised(issued, this.hints.of(issued.key().allowedModels())));
	}

	public void listKeys(Exchange exchange) {
		this.answers.list(exchange, this.keys.list(Operators.of(exchange), Query.of(exchange, OfTeam.class).team()));
	}

	public void getKey(Exchange exchange) {
		reply(exchange, this.keys.find(Operators.of(exchange), JsonAnswers.id(exchange, KIND)));
	}

	public void changeKey(Exchange exchange) {
		reply(exchange,
				this.keys.change(Operators.of(exchange), JsonAnswers.id(exchange, KIND), JsonAnswers.patch(exchange)));
	}

	private void reply(Exchange exchange, KeyFacts key) {
		this.answers.reply(exchange, 200, new Advised(key, this.hints.of(key.allowedModels())));
	}

	public void rotateKey(Exchange exchange) {
		this.answers.reply(exchange, 201, this.keys.rotate(Operators.of(exchange), JsonAnswers.id(exchange, KIND),
				JsonAnswers.body(exchange, Rotation.class).overlap()));
	}

	public void revokeKey(Exchange exchange) {
		this.keys.revoke(Operators.of(exchange), JsonAnswers.id(exchange, KIND));
		JsonReply.nothing(exchange);
	}

	/** Which keys are listed. */
	private record OfTeam(@Nullable UUID team) {
	}

	/** How long the previous secret still works. */
	private record Rotation(@Nullable Duration overlap) {
	}

}
