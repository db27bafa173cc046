package dev.serai.gateway.access;

import java.util.Map;

import dev.serai.platform.start.CannotStart;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks at startup that keys can be verified, which requires the peppers that they were
 * hashed with.
 */
public final class PepperCheck {

	private static final Logger LOG = LoggerFactory.getLogger(PepperCheck.class);

	private final KeyDirectory keys;

	private final Peppers peppers;

	public PepperCheck(KeyDirectory keys, Peppers peppers) {
		this.keys = keys;
		this.peppers = peppers;
	}

	/**
	 * @throws CannotStart when none of the keys can be verified
	 */
	public void run() {
		Map<String, Long> working = this.keys.workingByPepper();
		long all = working.values().stream().mapToLong(Long::longValue).sum();
		working.keySet().removeAll(this.peppers.ids());
		long lost = working.values().stream().mapToLong(Long::longValue).sum();
		if (lost > 0 && lost == all) {
			throw new CannotStart(
					"None of the " + all + " keys in the database is hashed under the pepper that is set.",
					"Set SERAI_KEY_PEPPER to the pepper that they were made under, or name that one in"
							+ " SERAI_KEY_PEPPER_PREVIOUS. If it is lost, these keys are: revoke them in the database"
							+ " (UPDATE api_key SET revoked_at = now()) and make new ones.");
		}
		if (lost > 0) {
			LOG.warn("{} of {} keys are refused, because their pepper is not configured any more. Add it to"
					+ " SERAI_KEY_PEPPER_PREVIOUS", lost, all);
		}
	}

}
