package dev.serai.gateway.access.config;

import java.util.List;

import dev.serai.gateway.access.AddressBlock;
import dev.serai.platform.start.SettingList;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of authentication. Their environment variables are {@code SERAI_ADMIN_KEY},
 * {@code SERAI_KEY_PEPPER} and, as lists separated by commas, {@code
 * SERAI_KEY_PEPPER_PREVIOUS} and {@code SERAI_TRUSTED_PROXIES}.
 *
 * @param adminKey the key to the admin API; null means the one in the data directory
 * @param keyPepper Base64 of at least 32 bytes with which callers' keys are hashed; null
 * means the one in the data directory. Nodes that share a database share a pepper
 * @param keyPepperPrevious earlier peppers, with which keys are still verified
 * @param trustedProxies blocks of addresses whose {@code X-Forwarded-For} is trusted
 */
@ConfigurationProperties("serai")
public record AccessProperties(@Nullable String adminKey, @Nullable String keyPepper,
		@DefaultValue List<String> keyPepperPrevious, @DefaultValue List<String> trustedProxies) {

	public AccessProperties {
		adminKey = (adminKey == null || adminKey.isBlank()) ? null : adminKey.strip();
		keyPepper = (keyPepper == null || keyPepper.isBlank()) ? null : keyPepper.strip();
		// Peppers are validated where they are used, and their values are never shown.
		keyPepperPrevious = keyPepperPrevious.stream().map(String::strip).filter(text -> !text.isEmpty()).toList();
		trustedProxies = List.copyOf(SettingList.of("SERAI_TRUSTED_PROXIES", trustedProxies,
				text -> AddressBlock.parse(text).isPresent(), "no block of addresses",
				"addresses or blocks of addresses with commas between, like 10.0.0.0/8,2001:db8::/32."));
	}

	@Override
	public String toString() {
		return "AccessProperties[trustedProxies=" + this.trustedProxies + "]";
	}

}
