package dev.serai.ledger.audit;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Encodes a record as the bytes to hash; the encoding is the same for the object that is
 * written and the row that is read back. Each field is its name and value, both preceded
 * by their length in four bytes. Null fields are left out, so that adding a column does
 * not change earlier hashes. Texts are UTF-8, integers eight bytes, floating-point
 * numbers the eight bytes of IEEE 754, exact decimals plain text without trailing zeros,
 * times microseconds since 1970 in eight bytes, ids their sixteen bytes.
 */
public final class Canonical {

	private static final int USUAL_LENGTH = 4_096;

	private byte[] bytes = new byte[USUAL_LENGTH];

	private int length;

	/** Removes all fields. */
	public Canonical clear() {
		this.length = 0;
		return this;
	}

	/** Whether no field has been added, apart from null ones. */
	public boolean isEmpty() {
		return this.length == 0;
	}

	public Canonical text(String name, @Nullable String value) {
		return (value != null) ? bytes(name, value.getBytes(StandardCharsets.UTF_8)) : this;
	}

	public Canonical number(String name, @Nullable Number value) {
		return (value != null) ? eight(name, value.longValue()) : this;
	}

	public Canonical fraction(String name, @Nullable Double value) {
		return (value != null) ? eight(name, Double.doubleToLongBits(value)) : this;
	}

	public Canonical decimal(String name, @Nullable BigDecimal value) {
		return (value != null) ? text(name, value.stripTrailingZeros().toPlainString()) : this;
	}

	public Canonical truth(String name, @Nullable Boolean value) {
		return (value != null) ? bytes(name, new byte[] { (byte) (value ? 1 : 0) }) : this;
	}

	/** Truncates to microseconds. */
	public Canonical moment(String name, @Nullable Instant value) {
		return (value != null)
				? eight(name,
						Math.addExact(Math.multiplyExact(value.getEpochSecond(), 1_000_000L), value.getNano() / 1_000))
				: this;
	}

	public Canonical id(String name, @Nullable UUID value) {
		if (value != null) {
			name(name);
			four(2 * Long.BYTES);
			eight(value.getMostSignificantBits());
			eight(value.getLeastSignificantBits());
		}
		return this;
	}

	public Canonical bytes(String name, byte[] value) {
		name(name);
		piece(value);
		return this;
	}

	/** Returns SHA-256 over all fields in the order of their addition. */
	public byte[] hash() {
		MessageDigest digest = Chain.sha256();
		digest.update(this.bytes, 0, this.length);
		return digest.digest();
	}

	private void name(String name) {
		piece(name.getBytes(StandardCharsets.UTF_8));
	}

	private void piece(byte[] piece) {
		four(piece.length);
		room(piece.length);
		System.arraycopy(piece, 0, this.bytes, this.length, piece.length);
		this.length += piece.length;
	}

	private Canonical eight(String name, long value) {
		name(name);
		four(Long.BYTES);
		eight(value);
		return this;
	}

	private void four(int value) {
		room(Integer.BYTES);
		for (int shift = 24; shift >= 0; shift -= 8) {
			this.bytes[this.length++] = (byte) (value >>> shift);
		}
	}

	private void eight(long value) {
		four((int) (value >>> 32));
		four((int) value);
	}

	private void room(int more) {
		if (this.length + more > this.bytes.length) {
			this.bytes = Arrays.copyOf(this.bytes, Math.max(2 * this.bytes.length, this.length + more));
		}
	}

}
