package dev.serai.platform.mail;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;

/** The permitted recipients: plain addresses in permitted domains. Immutable. */
public final class Recipients {

	private static final int LONGEST_ADDRESS = 254;

	/**
	 * The form that every mail server supports: no quotes, no comments, no display name.
	 */
	private static final Pattern ADDRESS = Pattern
		.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
				+ "@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)*[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?");

	private static final int LONGEST_LOCAL_PART = 64;

	private final Set<String> domains;

	/**
	 * @param domains in lower case; empty when they are not known yet, which only mail
	 * that is not sent yet allows
	 */
	public Recipients(Set<String> domains) {
		this.domains = Set.copyOf(domains);
	}

	/**
	 * Validates recipients and removes duplicates.
	 * @param param the request field
	 * @throws CallRefused 400 for none, too many, invalid addresses, and domains that are
	 * not permitted
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
						"'" + param + "' must be in one of these domains: " + this.domains.stream().sorted().toList()
								+ ".")
				.refused();
		}
		return once;
	}

	/** Returns the recipients whose domains are permitted now. */
	public List<String> among(List<String> recipients) {
		return recipients.stream().filter(this::mayGet).toList();
	}

	private boolean mayGet(String address) {
		return this.domains.isEmpty()
				|| this.domains.contains(address.substring(address.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT));
	}

	/** Whether the text is an e-mail address and nothing else. */
	public static boolean isAddress(String text) {
		return text.length() <= LONGEST_ADDRESS && text.indexOf('@') <= LONGEST_LOCAL_PART
				&& ADDRESS.matcher(text).matches();
	}

}
