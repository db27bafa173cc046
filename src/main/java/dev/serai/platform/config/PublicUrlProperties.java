package dev.serai.platform.config;

import dev.serai.platform.start.WebAddress;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where browsers find Serai.
 *
 * @param publicUrl the address ({@code SERAI_PUBLIC_URL}), without a slash at its end, to
 * be set behind a proxy; null means where the request says
 */
@ConfigurationProperties("serai")
public record PublicUrlProperties(@Nullable String publicUrl) {

	public PublicUrlProperties {
		publicUrl = (publicUrl == null || publicUrl.isBlank()) ? null
				: WebAddress.check("SERAI_PUBLIC_URL", publicUrl, "https://serai.example.com").replaceAll("/+$", "");
	}

	/** Whether browsers are to come encrypted. */
	public boolean isSecure() {
		return this.publicUrl != null && this.publicUrl.regionMatches(true, 0, "https:", 0, "https:".length());
	}

}
