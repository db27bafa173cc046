package dev.serai.gateway.endpoint.openai.camel;

import dev.serai.gateway.endpoint.openai.OpenAiCompletionFormat;
import dev.serai.platform.contract.Contract;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Creates the format of OpenAI's completions. */
@Configuration(proxyBeanMethods = false)
class CompletionRouteBeans {

	@Bean
	OpenAiCompletionFormat openAiCompletionFormat(Contract contract) {
		return new OpenAiCompletionFormat(contract.operation("POST", "/v1/completions")::checkBody);
	}

}
