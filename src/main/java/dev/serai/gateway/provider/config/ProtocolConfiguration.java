package dev.serai.gateway.provider.config;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.serai.gateway.provider.WireProtocol;
import dev.serai.gateway.provider.anthropic.AnthropicProtocol;
import dev.serai.gateway.provider.gemini.GeminiProtocol;
import dev.serai.gateway.provider.openai.OpenAiProtocol;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Creates the wire protocols of providers. */
@Configuration(proxyBeanMethods = false)
class ProtocolConfiguration {

	@Bean
	Function<String, WireProtocol> protocols(Clock clock) {
		Map<String, WireProtocol> byName = List
			.of(new OpenAiProtocol(clock), new AnthropicProtocol(clock), new GeminiProtocol())
			.stream()
			.collect(Collectors.toUnmodifiableMap(WireProtocol::name, Function.identity()));
		return name -> Optional.ofNullable(byName.get(name))
			.orElseThrow(() -> new IllegalArgumentException("No wire protocol " + name));
	}

}
