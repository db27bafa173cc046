package dev.serai.gateway.telemetry;

import java.util.List;
import java.util.Map;

import io.opentelemetry.api.common.AttributeKey;

/**
 * The names of OpenTelemetry's semantic conventions for generative AI, version 1.37, that
 * Serai uses, and its own.
 */
final class GenAi {

	static final String CHAT = "chat";

	static final AttributeKey<String> OPERATION = AttributeKey.stringKey("gen_ai.operation.name");

	static final AttributeKey<String> PROVIDER = AttributeKey.stringKey("gen_ai.provider.name");

	static final AttributeKey<String> REQUEST_MODEL = AttributeKey.stringKey("gen_ai.request.model");

	static final AttributeKey<String> RESPONSE_MODEL = AttributeKey.stringKey("gen_ai.response.model");

	static final AttributeKey<Long> INPUT_TOKENS = AttributeKey.longKey("gen_ai.usage.input_tokens");

	static final AttributeKey<Long> OUTPUT_TOKENS = AttributeKey.longKey("gen_ai.usage.output_tokens");

	static final AttributeKey<String> TOKEN_TYPE = AttributeKey.stringKey("gen_ai.token.type");

	static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

	static final AttributeKey<Long> HTTP_STATUS = AttributeKey.longKey("http.response.status_code");

	static final AttributeKey<String> CALL = AttributeKey.stringKey("serai.call.id");

	static final AttributeKey<String> TEAM = AttributeKey.stringKey("serai.team.id");

	static final AttributeKey<String> POLICY = AttributeKey.stringKey("serai.policy");

	static final AttributeKey<String> DEPLOYMENT = AttributeKey.stringKey("serai.deployment");

	static final AttributeKey<Long> ATTEMPT = AttributeKey.longKey("serai.attempt.number");

	static final AttributeKey<Double> COST = AttributeKey.doubleKey("serai.cost.usd");

	static final AttributeKey<String> CACHE = AttributeKey.stringKey("serai.cache");

	static final List<Long> TOKEN_BUCKETS = List.of(1L, 4L, 16L, 64L, 256L, 1024L, 4096L, 16384L, 65536L, 262144L,
			1048576L, 4194304L, 16777216L, 67108864L);

	static final List<Double> DURATION_BUCKETS = List.of(0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12,
			10.24, 20.48, 40.96, 81.92);

	static final List<Double> FIRST_TOKEN_BUCKETS = List.of(0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5,
			0.75, 1.0, 2.5, 5.0, 7.5, 10.0);

	/** Providers whose name in the conventions differs from the shipped catalog's. */
	private static final Map<String, String> WELL_KNOWN = Map.of("gemini", "gcp.gemini", "mistral", "mistral_ai", "xai",
			"x_ai");

	private GenAi() {
	}

	static String provider(String name) {
		return WELL_KNOWN.getOrDefault(name, name);
	}

}
