package dev.serai.ledger.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.Set;

import dev.serai.ledger.AttemptRecord;
import dev.serai.ledger.CallRecord;
import dev.serai.ledger.audit.Canonical;
import dev.serai.ledger.audit.Recomputed;
import org.jspecify.annotations.Nullable;

/**
 * What of a call is hashed, and how: its fields, its attempts' in their order, and a
 * salted hash in the place of those that are about a person. Those can be erased,
 * together with the salt, and the rest still has the hash that it had.
 */
final class CallForm {

	/** Bytes, made at random for each call. */
	static final int SALT_LENGTH = 16;

	/** The fields that are about a person. They are erased together. */
	private static final Set<String> PERSONAL = Set.of("end_user", "session", "tags");

	private static final Columns<CallRecord> PERSON = JdbcLedger.CALL.named(PERSONAL::contains);

	private static final Columns<CallRecord> CALL = JdbcLedger.CALL.named(name -> !PERSONAL.contains(name));

	private static final Columns<JdbcLedger.Attempt> ATTEMPT = JdbcLedger.ATTEMPT.named(name -> true);

	private final Canonical whole = new Canonical();

	private final Canonical person = new Canonical();

	private byte @Nullable [] personHash;

	private boolean erased;

	private boolean sound = true;

	/** Whether anything in a call is about a person. */
	static boolean isPersonal(CallRecord call) {
		CallRecord.Labels labels = call.labels();
		return labels.endUser() != null || labels.session() != null || labels.tags() != null;
	}

	/** The hash of what is about a person in a call. */
	byte[] person(CallRecord call, byte[] salt) {
		PERSON.put(this.person.clear(), call);
		return this.person.bytes("salt", salt).hash();
	}

	/**
	 * The hash of a call.
	 * @param person that of what is about a person; null when nothing is
	 */
	byte[] whole(CallRecord call, byte @Nullable [] person) {
		CALL.put(this.whole.clear(), call);
		call.attempts().stream().sorted(Comparator.comparingInt(AttemptRecord::number)).forEach(attempt -> {
			this.whole.number("attempt", attempt.number());
			ATTEMPT.put(this.whole, new JdbcLedger.Attempt(call, attempt));
		});
		this.personHash = person;
		return hash();
	}

	/**
	 * Takes a row of the call as it was read back, with the columns {@code salt} and
	 * {@code salted} of what is kept beside it.
	 */
	void takeCall(ResultSet row) throws SQLException {
		CALL.put(this.whole, row);
		PERSON.put(this.person, row);
		byte[] salt = row.getBytes("salt");
		byte[] salted = row.getBytes("salted");
		if (salt != null) {
			this.personHash = this.person.bytes("salt", salt).hash();
		}
		else {
			this.personHash = salted;
			this.erased = salted != null;
			// Without its salt nothing vouches for what is there.
			this.sound = this.person.isEmpty();
		}
	}

	/** Takes the row of the next attempt. */
	void takeAttempt(ResultSet row) throws SQLException {
		this.whole.number("attempt", row.getInt("number"));
		ATTEMPT.put(this.whole, row);
	}

	/** What the rows come to. */
	Recomputed recomputed() {
		return new Recomputed(this.sound ? hash() : new byte[0], this.erased);
	}

	private byte[] hash() {
		return ((this.personHash != null) ? this.whole.bytes("person", this.personHash) : this.whole).hash();
	}

}
