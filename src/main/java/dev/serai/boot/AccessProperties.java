package dev.serai.boot;

import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of who may call. Their environment variables are
 * {@code SERAI_KEY_PEPPER_PREVIOUS} and {@code SERAI_TRUSTED_PROXIES}, each a list with
 * commas between.
 *
 * @param keyPepperPrevious peppers from before the present one, under which keys are
 * still known
 * @param trustedProxies blocks of addresses whose {@code X-Forwarded-For} is believed
 */
@ConfigurationProperties("serai")
record AccessProperties(@DefaultValue List<String> keyPepperPrevious, @DefaultValue List<String> trustedProxies) {

	AccessProperties {
		keyPepperPrevious = filled(keyPepperPrevious);
		trustedProxies = filled(trustedProxies);
	}

	private static List<String> filled(List<String> texts) {
		return texts.stream().map(String::strip).filter(text -> !text.isEmpty()).toList();
	}

	@Override
	public String toString() {
		return "AccessProperties[trustedProxies=" + this.trustedProxies + "]";
	}

}
