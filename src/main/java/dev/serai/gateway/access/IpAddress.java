package dev.serai.gateway.access;

import java.util.Arrays;
import java.util.Optional;

import io.netty.util.NetUtil;

/**
 * An IP address, parsed from text without a name server. An IPv4-mapped IPv6 address
 * ({@code ::ffff:192.0.2.1}) becomes the IPv4 address.
 */
final class IpAddress {

	private static final int LONGEST = 64;

	private static final int V4 = 4;

	private static final int V6 = 16;

	/**
	 * The bytes of the IPv6 prefix of a customer's network, within which a caller can
	 * change its address at will.
	 */
	private static final int SITE = 8;

	private final byte[] bytes;

	private IpAddress(byte[] bytes) {
		this.bytes = bytes;
	}

	/** Returns empty when the text is not an address. */
	static Optional<IpAddress> parse(String text) {
		byte[] bytes = (text.length() <= LONGEST) ? NetUtil.createByteArrayFromIpAddressString(text) : null;
		return (bytes != null) ? Optional.of(new IpAddress(isMapped(bytes) ? Arrays.copyOfRange(bytes, 12, V6) : bytes))
				: Optional.empty();
	}

	/** The first 80 bits are 0, the next 16 bits 1. */
	private static boolean isMapped(byte[] bytes) {
		if (bytes.length != V6 || bytes[10] != -1 || bytes[11] != -1) {
			return false;
		}
		for (int i = 0; i < 10; i++) {
			if (bytes[i] != 0) {
				return false;
			}
		}
		return true;
	}

	boolean isV4() {
		return this.bytes.length == V4;
	}

	int bits() {
		return this.bytes.length * Byte.SIZE;
	}

	/** Returns whether both have the same version and begin with the same bits. */
	boolean sharesPrefix(IpAddress other, int prefix) {
		if (this.bytes.length != other.bytes.length) {
			return false;
		}
		int whole = prefix / Byte.SIZE;
		if (Arrays.mismatch(this.bytes, 0, whole, other.bytes, 0, whole) >= 0) {
			return false;
		}
		int rest = prefix % Byte.SIZE;
		return rest == 0 || ((this.bytes[whole] ^ other.bytes[whole]) & (0xFF << (Byte.SIZE - rest)) & 0xFF) == 0;
	}

	/** Returns this address with all bits after the prefix set to 0. */
	IpAddress cutAfter(int prefix) {
		byte[] cut = new byte[this.bytes.length];
		int whole = prefix / Byte.SIZE;
		System.arraycopy(this.bytes, 0, cut, 0, whole);
		int rest = prefix % Byte.SIZE;
		if (rest != 0) {
			cut[whole] = (byte) (this.bytes[whole] & (0xFF << (Byte.SIZE - rest)));
		}
		return new IpAddress(cut);
	}

	/** Returns the address itself or, for IPv6, the customer's network. */
	IpAddress site() {
		return isV4() ? this : cutAfter(SITE * Byte.SIZE);
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof IpAddress address && Arrays.equals(this.bytes, address.bytes);
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(this.bytes);
	}

	@Override
	public String toString() {
		return NetUtil.bytesToIpAddress(this.bytes);
	}

}
