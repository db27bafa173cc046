package dev.serai.gateway.call;

/**
 * The endpoint of a call and the caller's address.
 *
 * @param endpoint the path, for instance {@code /v1/chat/completions}
 * @param origin the caller's IP address; behind trusted proxies the one that they report
 */
public record Entrance(String endpoint, String origin) {

	/** For calls that do not arrive over HTTP. */
	public static final Entrance UNKNOWN = new Entrance("", "");

}
