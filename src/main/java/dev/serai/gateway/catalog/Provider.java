package dev.serai.gateway.catalog;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A company or server with an account.
 *
 * @param name as in {@code provider/model}
 * @param protocol the wire protocol: openai, anthropic or gemini
 * @param baseUrl without a trailing slash, in the form that the protocol's SDKs use
 * @param secret the account's key; null where the server needs none
 * @param quotaGroup providers of one group share an account's limits
 * @param region where data is processed; null when unknown
 * @param timeouts how long to wait
 * @param headers fixed headers of each request
 * @param simulated whether a simulator takes its place
 * @param dataProcessing declarations about its data processing; null when there are none
 * @param dialects how its chats deviate from the protocol
 */
public record Provider(String name, String protocol, URI baseUrl, @Nullable Secret secret, String quotaGroup,
		@Nullable String region, Timeouts timeouts, Map<String, String> headers, boolean simulated,
		@Nullable DataProcessing dataProcessing, Dialects dialects) {

	/** A provider without declarations and deviations. */
	public Provider(String name, String protocol, URI baseUrl, @Nullable Secret secret, String quotaGroup,
			@Nullable String region, Timeouts timeouts, Map<String, String> headers, boolean simulated) {
		this(name, protocol, baseUrl, secret, quotaGroup, region, timeouts, headers, simulated, null, Dialects.NONE);
	}

	/**
	 * How long to wait.
	 *
	 * @param connect for the connection
	 * @param firstToken from sending the request until an answer's first byte: the
	 * initial timeout while another deployment could be tried instead
	 * @param answer the longest timeout for the first byte, which applies alone where no
	 * other deployment could be tried
	 * @param idle between two reads of an answer
	 */
	public record Timeouts(Duration connect, Duration firstToken, Duration answer, Duration idle) {
	}

}
