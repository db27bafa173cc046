package dev.serai.gateway.idempotency.jdbc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.gateway.cache.AnswerCodec;
import dev.serai.gateway.cache.StoredAnswer;
import dev.serai.gateway.idempotency.Claims;
import dev.serai.platform.database.Database;
import dev.serai.platform.error.ApiError;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** Stores claims in PostgreSQL, whose clock decides when leases and keys expire. */
@Component
public final class JdbcClaims implements Claims {

	private static final String ANSWER = "answer";

	private static final String ERROR = "error";

	private static final String TOO_LARGE = "too_large";

	/** How often a claim is retried when the key is released during the look-up. */
	private static final int TRIES = 3;

	/** Takes the key when it is free, has expired, or its call is lost. */
	private static final String CLAIM = """
			INSERT INTO idempotency AS held (team_id, key_hash, body_hash, call_id, leased_until, expires_at)
			VALUES (?, ?, ?, ?, clock_timestamp() + ? * interval '1 ms', clock_timestamp() + ? * interval '1 ms')
			ON CONFLICT (team_id, key_hash) DO UPDATE
			   SET body_hash = excluded.body_hash, call_id = excluded.call_id, leased_until = excluded.leased_until,
			       expires_at = excluded.expires_at, outcome = NULL, answer = NULL
			 WHERE held.expires_at <= clock_timestamp()
			    OR (held.outcome IS NULL AND held.leased_until <= clock_timestamp())
			RETURNING call_id""";

	private static final String HELD = """
			SELECT body_hash, outcome, answer FROM idempotency
			 WHERE team_id = ? AND key_hash = ? AND expires_at > clock_timestamp()
			   AND (outcome IS NOT NULL OR leased_until > clock_timestamp())""";

	private static final ObjectMapper JSON = new ObjectMapper();

	private final Database database;

	public JdbcClaims(Database database) {
		this.database = database;
	}

	@Override
	public Claim claim(Key key, byte[] bodyHash, UUID callId, Duration lease, Duration keepFor) {
		for (int i = 0; i < TRIES; i++) {
			// Read first, so that a call that finds the key taken does not wait for a row
			// lock.
			Optional<Claim> held = this.database.askQuickly(client -> client.sql(HELD)
				.param(key.team())
				.param(key.hash())
				.query((row, number) -> held(row, name(key), bodyHash))
				.optional());
			if (held.isPresent()) {
				return held.get();
			}
			if (take(key, bodyHash, callId, lease, keepFor)) {
				return new Claim.Granted();
			}
		}
		return new Claim.UnderWay();
	}

	private boolean take(Key key, byte[] bodyHash, UUID callId, Duration lease, Duration keepFor) {
		return this.database
			.askQuickly(client -> client.sql(CLAIM)
				.param(key.team())
				.param(key.hash())
				.param(bodyHash)
				.param(callId)
				.param(lease.toMillis())
				.param(keepFor.toMillis())
				.query(UUID.class)
				.optional())
			.isPresent();
	}

	private static Claim held(ResultSet row, String name, byte[] bodyHash) throws SQLException {
		if (!Arrays.equals(row.getBytes("body_hash"), bodyHash)) {
			return new Claim.OtherBody();
		}
		String outcome = row.getString("outcome");
		return (outcome == null) ? new Claim.UnderWay()
				: new Claim.Ended(result(outcome, name, row.getBytes("answer")));
	}

	@Override
	public void settle(Key key, UUID callId, Result result) {
		this.database.askQuickly(client -> client
			.sql("UPDATE idempotency SET outcome = ?, answer = ? WHERE team_id = ? AND key_hash = ? AND call_id = ?")
			.param(outcome(result))
			.param(bytes(name(key), result))
			.param(key.team())
			.param(key.hash())
			.param(callId)
			.update());
	}

	@Override
	public void release(Key key, UUID callId) {
		this.database.askQuickly(
				client -> client.sql("DELETE FROM idempotency WHERE team_id = ? AND key_hash = ? AND call_id = ?")
					.param(key.team())
					.param(key.hash())
					.param(callId)
					.update());
	}

	@Override
	public int forgetExpired(int most) {
		return this.database.ask(client -> client.sql("""
				DELETE FROM idempotency WHERE (team_id, key_hash) IN
				       (SELECT team_id, key_hash FROM idempotency WHERE expires_at <= clock_timestamp()
				         LIMIT ? FOR UPDATE SKIP LOCKED)""").param(most).update());
	}

	private static String outcome(Result result) {
		return switch (result) {
			case Result.Answered answered -> ANSWER;
			case Result.Failed failed -> ERROR;
			case Result.TooLarge tooLarge -> TOO_LARGE;
		};
	}

	private static byte @Nullable [] bytes(String name, Result result) {
		return switch (result) {
			case Result.Answered(StoredAnswer answer) -> AnswerCodec.encode(name, answer);
			case Result.Failed(ApiError error) -> bytes(KeptError.of(error));
			case Result.TooLarge tooLarge -> null;
		};
	}

	private static byte[] bytes(KeptError error) {
		try {
			return JSON.writeValueAsBytes(error);
		}
		catch (JsonProcessingException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * A stored answer that cannot be read was sent before: the request must not be served
	 * again.
	 */
	private static Result result(String outcome, String name, byte @Nullable [] bytes) {
		if (bytes == null) {
			return new Result.TooLarge();
		}
		if (outcome.equals(ERROR)) {
			try {
				return new Result.Failed(JSON.readValue(bytes, KeptError.class).error());
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
		StoredAnswer answer = AnswerCodec.decode(name, bytes);
		return (answer != null) ? new Result.Answered(answer) : new Result.TooLarge();
	}

	private static String name(Key key) {
		return key.team().toString();
	}

	/** A stored error. It is final, so it has no time to retry after. */
	private record KeptError(int status, String type, String code, String message, @Nullable String param) {

		static KeptError of(ApiError error) {
			return new KeptError(error.status(), error.type(), error.code(), error.message(), error.param());
		}

		ApiError error() {
			return new ApiError(this.status, this.type, this.code, this.message, this.param, null, false);
		}

	}

}
