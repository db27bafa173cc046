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
 * Defines the hashed form of a call: its fields and those of its attempts in order, with
 * a salted hash in place of the personal fields. Personal fields and salt can be erased;
 * the hash of the rest stays the same.
 */
final class CallForm {

	/** In bytes; random for each call. */
	static final int SALT_LENGTH = 16;

	/** The personal fields, which are erased together. */
	private static final Set<String> PERSONAL = Set.of("end_user", "session", "tags");

	private static final Columns<CallRecord> PERSON = JdbcLedger.CALL.named(PERSONAL::contains);

	private static final Columns<CallRecord> CALL = JdbcLedger.CALL.named(name -> !PERSONAL.contains(name));

	private static final Columns<JdbcLedger.Attempt> ATTEMPT = JdbcLedger.ATTEMPT.named(name -> true);

	private final Canonical whole = new Canonical();

	private final Canonical person = new Canonical();

	private byte @Nullable [] personHash;

	private boolean erased;

	private boolean sound = true;

	/** Whether a call has personal fields. */
	static boolean isPersonal(CallRecord call) {
		CallRecord.Labels labels = call.labels();
		return labels.endUser() != null || labels.session() != null || labels.tags() != null;
	}

	/** Returns the hash of a call's personal fields. */
	byte[] person(CallRecord call, byte[] salt) {
		PERSON.put(this.person.clear(), call);
		return this.person.bytes("salt", salt).hash();
	}

	/**
	 * Returns the hash of a call.
	 * @param person the hash of the personal fields; null when there are none
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
	 * Reads a row of the call, with the columns {@code salt} and {@code salted} of the
	 * row in call_salt.
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
			// Without the salt, personal fields cannot be verified.
			this.sound = this.person.isEmpty();
		}
	}

	/** Reads the row of the next attempt. */
	void takeAttempt(ResultSet row) throws SQLException {
		this.whole.number("attempt", row.getInt("number"));
		ATTEMPT.put(this.whole, row);
	}

	/** Returns the hash of the rows. */
	Recomputed recomputed() {
		return new Recomputed(this.sound ? hash() : new byte[0], this.erased);
	}

	private byte[] hash() {
		return ((this.personHash != null) ? this.whole.bytes("person", this.personHash) : this.whole).hash();
	}

}
