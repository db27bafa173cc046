package dev.serai.gateway.call;

/**
 * Where a call came in and from where.
 *
 * @param endpoint the path, {@code /v1/chat/completions} for one
 * @param origin the caller's IP address, as text; behind trusted proxies the one that
 * they name
 */
public record Entrance(String endpoint, String origin) {

	/** Not known: for what does not come over HTTP. */
	public static final Entrance UNKNOWN = new Entrance("", "");

}
