package dev.serai.gateway.access;

import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A block of addresses in CIDR form: {@code 10.0.0.0/8}, {@code 2001:db8::/32}. A single
 * address is a block of one.
 */
public final class AddressBlock {

	private final IpAddress first;

	private final int prefix;

	private AddressBlock(IpAddress first, int prefix) {
		this.first = first;
		this.prefix = prefix;
	}

	/**
	 * Parses a block; bits after the prefix are ignored. Empty when the text is not a
	 * block.
	 */
	public static Optional<AddressBlock> parse(String text) {
		int slash = text.indexOf('/');
		if (slash < 0) {
			return IpAddress.parse(text).map(address -> new AddressBlock(address, address.bits()));
		}
		int prefix = prefix(text.substring(slash + 1));
		String written = text.substring(0, slash);
		// The prefix of an IPv4-mapped address counts the bits of IPv6.
		int shift = (written.indexOf(':') >= 0) ? 96 : 0;
		return IpAddress.parse(written).flatMap(address -> {
			int bits = address.isV4() ? prefix - shift : prefix;
			return (prefix >= 0 && bits >= 0 && bits <= address.bits())
					? Optional.of(new AddressBlock(address.cutAfter(bits), bits)) : Optional.empty();
		});
	}

	@JsonCreator
	static AddressBlock of(String text) {
		return parse(text).orElseThrow(() -> new IllegalArgumentException(
				"must be addresses or blocks of them like 192.0.2.0/24 or 2001:db8::/32"));
	}

	private static int prefix(String text) {
		boolean digits = !text.isEmpty() && text.length() <= 3 && text.chars().allMatch(c -> c >= '0' && c <= '9');
		return digits ? Integer.parseInt(text) : -1;
	}

	boolean holds(IpAddress address) {
		return this.first.sharesPrefix(address, this.prefix);
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof AddressBlock block && this.prefix == block.prefix && this.first.equals(block.first);
	}

	@Override
	public int hashCode() {
		return 31 * this.first.hashCode() + this.prefix;
	}

	/** Returns the block in CIDR form. */
	@JsonValue
	@Override
	public String toString() {
		return this.first + "/" + this.prefix;
	}

}
