package dev.serai.gateway.access;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Finds the address that a request comes from. {@code X-Forwarded-For} is trusted only
 * from proxies that the operator trusts, and only as far back as they reach: everything
 * before was written by their callers.
 */
public final class Origins {

	private final List<AddressBlock> trusted;

	/**
	 * @param trusted the addresses of trusted proxies; empty for none
	 */
	public Origins(List<AddressBlock> trusted) {
		this.trusted = List.copyOf(trusted);
	}

	/** Returns whether {@code X-Forwarded-For} is ever used. */
	public boolean trustsAny() {
		return !this.trusted.isEmpty();
	}

	/**
	 * Returns the caller's address.
	 * @param peer the address at the other end of the connection
	 * @param forwarded the values of {@code X-Forwarded-For} in their order, separated by
	 * commas; null when it was not sent
	 */
	public String of(String peer, @Nullable String forwarded) {
		String origin = peer;
		int end = (forwarded != null) ? forwarded.length() : -1;
		while (end >= 0 && isTrusted(origin)) {
			int comma = forwarded.lastIndexOf(',', end - 1);
			Optional<String> before = address(forwarded.substring(comma + 1, end).strip());
			if (before.isEmpty()) {
				break;
			}
			origin = before.get();
			end = comma;
		}
		return origin;
	}

	/**
	 * Returns what attempts from an address are counted by: the address itself or, for
	 * IPv6, the customer's network.
	 */
	public static String site(String origin) {
		return IpAddress.parse(origin).map(address -> address.site().toString()).orElse(origin);
	}

	/** Returns whether there is a trusted proxy at an address. */
	public boolean isTrusted(String address) {
		return IpAddress.parse(address)
			.filter(parsed -> this.trusted.stream().anyMatch(block -> block.holds(parsed)))
			.isPresent();
	}

	/** Returns the address of a hop, which some proxies write with the port. */
	private static Optional<String> address(String hop) {
		String host = hop;
		int colon = hop.lastIndexOf(':');
		if (hop.startsWith("[")) {
			int bracket = hop.indexOf(']');
			host = (bracket > 0) ? hop.substring(1, bracket) : "";
		}
		else if (colon > 0 && hop.indexOf(':') == colon) {
			host = hop.substring(0, colon);
		}
		return IpAddress.parse(host).map(IpAddress::toString);
	}

}
