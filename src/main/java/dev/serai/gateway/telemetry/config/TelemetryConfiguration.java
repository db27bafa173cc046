package dev.serai.gateway.telemetry.config;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import dev.serai.gateway.telemetry.CallTelemetry;
import dev.serai.platform.config.Settings;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/**
 * Creates OpenTelemetry, only where a collector is configured. All variables of its
 * specification apply: {@code OTEL_EXPORTER_OTLP_HEADERS}, {@code OTEL_TRACES_SAMPLER},
 * {@code OTEL_RESOURCE_ATTRIBUTES} …
 */
@Configuration(proxyBeanMethods = false)
@Conditional(TelemetryConfiguration.CollectorIsSet.class)
class TelemetryConfiguration {

	/** The environment variable with the collector's address. */
	private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";

	private static final String PREFIX = "OTEL_";

	/** Defaults, which the environment overrides. */
	private static final Map<String, String> DEFAULTS = Map.of("otel.service.name", "serai",
			"otel.exporter.otlp.protocol", "http/protobuf", "otel.logs.exporter", "none");

	@Bean(destroyMethod = "close")
	OpenTelemetrySdk openTelemetry(ConfigurableEnvironment environment) {
		Map<String, String> settings = new HashMap<>(DEFAULTS);
		new Settings(environment).asMap().forEach((name, value) -> {
			if (name.startsWith(PREFIX)) {
				settings.put(name.toLowerCase(Locale.ROOT).replace('_', '.'), value);
			}
		});
		return AutoConfiguredOpenTelemetrySdk.builder()
			.disableShutdownHook()
			.addPropertiesSupplier(() -> settings)
			.build()
			.getOpenTelemetrySdk();
	}

	@Bean
	CallTelemetry callTelemetry(OpenTelemetrySdk telemetry) {
		return new CallTelemetry(telemetry);
	}

	/** The condition for all of OpenTelemetry's beans. */
	static final class CollectorIsSet implements Condition {

		@Override
		public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
			return StringUtils.hasText(context.getEnvironment().getProperty(ENDPOINT));
		}

	}

}
