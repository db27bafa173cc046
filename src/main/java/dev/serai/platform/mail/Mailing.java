package dev.serai.platform.mail;

import java.util.Optional;
import java.util.Set;

import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;
import org.jspecify.annotations.Nullable;

/** The mail settings, if a mail server is configured. Immutable. */
public final class Mailing {

	private final @Nullable MailSettings settings;

	private final Recipients recipients;

	/**
	 * @param settings null without a mail server
	 * @param domains permitted domains, also without a mail server
	 */
	public Mailing(@Nullable MailSettings settings, Set<String> domains) {
		this.settings = settings;
		this.recipients = (settings != null) ? settings.recipients() : new Recipients(domains);
	}

	public boolean isConfigured() {
		return this.settings != null;
	}

	public Optional<MailSettings> settings() {
		return Optional.ofNullable(this.settings);
	}

	/**
	 * @throws CallRefused 409 {@code mail_not_configured}
	 */
	public MailSettings required() {
		return settings().orElseThrow(
				() -> ApiError
					.of(409, "invalid_request_error", "mail_not_configured",
							"No mail server is configured. Set SERAI_SMTP_HOST and SERAI_MAIL_FROM.")
					.refused());
	}

	/** Returns the permitted recipients. */
	public Recipients recipients() {
		return this.recipients;
	}

}
