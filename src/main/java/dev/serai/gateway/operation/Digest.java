package dev.serai.gateway.operation;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * A SHA-256 of a sequence of values. Each value is hashed with its type and length, so
 * that different sequences never produce the same input. Not thread-safe.
 */
public final class Digest {

	private static final HexFormat HEX = HexFormat.of();

	private final MessageDigest sha256;

	private final ByteBuffer number = ByteBuffer.allocate(1 + Long.BYTES);

	public Digest() {
		try {
			this.sha256 = MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java has SHA-256", ex);
		}
	}

	public String hex() {
		return HEX.formatHex(this.sha256.digest());
	}

	public Digest text(@Nullable String text) {
		if (text == null) {
			return nothing();
		}
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		kind('s', bytes.length);
		this.sha256.update(bytes);
		return this;
	}

	public Digest whole(@Nullable Number value) {
		return (value == null) ? nothing() : kind('i', value.longValue());
	}

	public Digest real(@Nullable Double value) {
		// Adding 0.0 makes 0.0 and -0.0 the same number.
		return (value == null) ? nothing() : kind('d', Double.doubleToLongBits(value + 0.0));
	}

	public Digest bool(@Nullable Boolean value) {
		return (value == null) ? nothing() : kind('b', value ? 1 : 0);
	}

	public <T> Digest list(Collection<T> items, Consumer<T> each) {
		kind('l', items.size());
		items.forEach(each);
		return this;
	}

	/** Adds JSON whose fields may be in any order. */
	public Digest json(@Nullable JsonNode node) {
		return json(node, true);
	}

	/**
	 * Adds JSON whose fields' order matters: a model answers in the order of a schema's
	 * fields.
	 */
	public Digest schema(@Nullable JsonNode node) {
		return json(node, false);
	}

	private Digest json(@Nullable JsonNode node, boolean sorted) {
		if (node == null) {
			return nothing();
		}
		switch (node.getNodeType()) {
			case OBJECT -> {
				String[] names = new String[node.size()];
				int count = 0;
				for (var fields = node.fieldNames(); fields.hasNext();) {
					names[count++] = fields.next();
				}
				if (sorted) {
					Arrays.sort(names);
				}
				kind('o', count);
				for (String name : names) {
					text(name).json(node.get(name), sorted);
				}
			}
			case ARRAY -> {
				kind('l', node.size());
				node.forEach(item -> json(item, sorted));
			}
			case STRING -> text(node.textValue());
			case BOOLEAN -> bool(node.booleanValue());
			case NUMBER -> number(node);
			default -> nothing();
		}
		return this;
	}

	/** 1, 1.0 and 1e0 are the same number. */
	private void number(JsonNode node) {
		BigDecimal value = node.decimalValue();
		kind('n', 0).text((value.signum() == 0) ? "0" : value.stripTrailingZeros().toString());
	}

	private Digest nothing() {
		return kind('-', 0);
	}

	public Digest kind(char kind, long value) {
		this.sha256.update(this.number.clear().put((byte) kind).putLong(value).array());
		return this;
	}

}
