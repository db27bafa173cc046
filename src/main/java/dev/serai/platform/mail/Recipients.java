package dev.serai.platform.mail;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;

/**
 * Whom mail may go to: plain addresses in the domains that are allowed. Immutable.
 */
public final class Recipients {

	private static final int LONGEST_ADDRESS = 254;

	/** What every mail server knows: no quotes, no comments, no name before it. */
	private static final Pattern ADDRESS = Pattern
		.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
				+ "@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)*[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?");

	private static final int LONGEST_LOCAL_PART = 64;

	private final Set<String> domains;

	/**
	 * @param domains in lower case; empty where it is not known yet which are allowed,
	 * which only mail that is not sent yet can wait for
	 */
	public Recipients(Set<String> domains) {
		this.domains = Set.copyOf(domains);
	}

	/**
	 * Recipients as somebody wants them, each of them once.
	 * @param param the field that they come in
	 * @throws CallRefused 400 for none, too many, what is no address, and domains that
	 * are not allowed
	 */
	public List<String> allowed(String param, List<String> wanted) {
		if (wanted.isEmpty() || wanted.size() > OutgoingMail.MOST_RECIPIENTS) {
			throw ApiError
				.invalid(param, "'" + param + "' must be 1 to " + OutgoingMail.MOST_RECIPIENTS + " e-mail addresses.")
				.refused();
		}
		if (!wanted.stream().allMatch(Recipients::isAddress)) {
			throw ApiError.invalid(param, "'" + param + "' must be e-mail addresses like ada@example.com.").refused();
		}
		List<String> once = wanted.stream().distinct().toList();
		if (!once.stream().allMatch(this::mayGet)) {
			throw ApiError
				.invalid(param,
						"'" + param + "' may be in these domains alone: " + this.domains.stream().sorted().toList()
								+ ".")
				.refused();
		}
		return once;
	}

	/** Those of some recipients whose domains are allowed by now. */
	public List<String> among(List<String> recipients) {
		return recipients.stream().filter(this::mayGet).toList();
	}

	private boolean mayGet(String address) {
		return this.domains.isEmpty()
				|| this.domains.contains(address.substring(address.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT));
	}

	/** Whether it is an e-mail address and nothing beside it. */
	public static boolean isAddress(String text) {
		return text.length() <= LONGEST_ADDRESS && text.indexOf('@') <= LONGEST_LOCAL_PART
				&& ADDRESS.matcher(text).matches();
	}

}
