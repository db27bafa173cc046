package dev.serai.gateway.provider.dialect;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The signatures that the emulated providers gave out: each verifies its own only. */
final class Issued {

	private final AtomicLong count = new AtomicLong();

	private final Map<String, String> signed = new ConcurrentHashMap<>();

	/** Signs a text for a provider; an empty text is not compared. */
	String sign(String provider, String text) {
		String signature = Base64.getEncoder()
			.encodeToString(
					(provider + "/" + this.count.incrementAndGet() + "/signature").getBytes(StandardCharsets.UTF_8));
		this.signed.put(provider + '\n' + signature, text);
		return signature;
	}

	/** Returns whether the provider signed exactly this text. */
	boolean verifies(String provider, String signature, String text) {
		return text.equals(this.signed.get(provider + '\n' + signature));
	}

	boolean knows(String provider, String signature) {
		return this.signed.containsKey(provider + '\n' + signature);
	}

}
