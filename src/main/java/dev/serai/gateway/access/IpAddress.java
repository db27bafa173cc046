package dev.serai.gateway.access;

import java.util.Arrays;
import java.util.Optional;

import io.netty.util.NetUtil;

/**
 * An IP address, read from its text without ever asking a name server. One of version 4
 * that is written as version 6 ({@code ::ffff:192.0.2.1}) is the one of version 4.
 */
final class IpAddress {

	private static final int LONGEST = 64;

	private static final int V4 = 4;

	private static final int V6 = 16;

	/** What one customer of a network gets of version 6, to call from as they like. */
	private static final int SITE = 8;

	private final byte[] bytes;

	private IpAddress(byte[] bytes) {
		this.bytes = bytes;
	}

	/** Empty for anything that is no address. */
	static Optional<IpAddress> parse(String text) {
		byte[] bytes = (text.length() <= LONGEST) ? NetUtil.createByteArrayFromIpAddressString(text) : null;
		return (bytes != null) ? Optional.of(new IpAddress(isMapped(bytes) ? Arrays.copyOfRange(bytes, 12, V6) : bytes))
				: Optional.empty();
	}

	/** The first 80 bits 0, the next 16 bits 1. */
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

	/** Whether both are of one version and begin with the same bits. */
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

	/** This address with all bits 0 after so many. */
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

	/** Itself, or of version 6 the network that one customer has. */
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
