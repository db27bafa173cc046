package dev.serai.gateway.provider;

import java.util.List;
import java.util.Locale;

/**
 * Distinguishes an account without money or quota from a rate limit. Providers report
 * both with 429, and the first also with 400, 401, 402, 403 and 412; codes and messages
 * tell them apart.
 */
public final class QuotaSigns {

	/** In codes and types: OpenAI, Moonshot, Together, Anthropic, Alibaba, DeepSeek. */
	private static final List<String> CODES = List.of("insufficient_quota", "exceeded_current_quota",
			"billing_hard_limit_reached", "billing_not_active", "billing_error", "credit_limit", "insufficient_balance",
			"insufficient_credits", "payment_required", "arrearage");

	/**
	 * In messages: Anthropic, xAI, OpenRouter, DeepSeek, Z.ai, Hugging Face, Google,
	 * Cohere.
	 */
	private static final List<String> MESSAGES = List.of("credit balance is too low", "credit balance too low",
			"used all available credits", "monthly spending limit", "insufficient credits", "insufficient balance",
			"insufficient funds", "exceeded your monthly included credits", "requires more credits",
			"prepayment credits are depleted", "billing hard limit", "account is not active", "daily free allocation",
			"api calls / month", "key limit exceeded");

	private static final String ANTHROPICS = "your credit balance is too low";

	private QuotaSigns() {
	}

	/**
	 * Returns whether an error means that the account must be topped up.
	 * @param status the HTTP status; 0 when there is none
	 */
	public static boolean areIn(int status, ReportedError error) {
		String names = error.names().toLowerCase(Locale.ROOT);
		return (status < 500 && CODES.stream().anyMatch(names::contains)) || areIn(status, error.message());
	}

	/**
	 * An error about a request may repeat the caller's text, and a caller must not be
	 * able to mark an account as empty: for these statuses the message must begin with
	 * the sign.
	 */
	private static boolean areIn(int status, String message) {
		String words = message.toLowerCase(Locale.ROOT);
		return switch (status) {
			case 401, 402, 403, 412, 429 -> MESSAGES.stream().anyMatch(words::contains);
			case 400 -> words.startsWith(ANTHROPICS);
			default -> false;
		};
	}

}
