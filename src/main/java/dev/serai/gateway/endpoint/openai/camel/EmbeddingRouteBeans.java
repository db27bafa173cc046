package dev.serai.gateway.endpoint.openai.camel;

import dev.serai.gateway.endpoint.openai.OpenAiEmbeddingFormat;
import dev.serai.platform.contract.Contract;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Creates the format of OpenAI's embeddings. */
@Configuration(proxyBeanMethods = false)
class EmbeddingRouteBeans {

	@Bean
	OpenAiEmbeddingFormat openAiEmbeddingFormat(Contract contract) {
		return new OpenAiEmbeddingFormat(contract.operation("POST", "/v1/embeddings")::checkBody);
	}

}
