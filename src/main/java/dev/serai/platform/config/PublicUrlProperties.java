package dev.serai.platform.config;

import dev.serai.platform.start.WebAddress;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Serai's address for browsers.
 *
 * @param publicUrl the address ({@code SERAI_PUBLIC_URL}) without a trailing slash,
 * required behind a proxy; null derives it from each request
 */
@ConfigurationProperties("serai")
public record PublicUrlProperties(@Nullable String publicUrl) {

	public PublicUrlProperties {
		publicUrl = (publicUrl == null || publicUrl.isBlank()) ? null
				: WebAddress.check("SERAI_PUBLIC_URL", publicUrl, "https://serai.example.com").replaceAll("/+$", "");
	}

	/** Whether browsers connect through TLS. */
	public boolean isSecure() {
		return this.publicUrl != null && this.publicUrl.regionMatches(true, 0, "https:", 0, "https:".length());
	}

}
