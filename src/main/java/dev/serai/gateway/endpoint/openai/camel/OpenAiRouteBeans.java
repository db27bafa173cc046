package dev.serai.gateway.endpoint.openai.camel;

import dev.serai.gateway.catalog.Catalog;
import dev.serai.gateway.endpoint.openai.OpenAiChatFormat;
import dev.serai.gateway.routing.Policies;
import dev.serai.platform.contract.Contract;
import org.apache.camel.Processor;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Creates OpenAI's chat format, and the bean for information requests. */
@Configuration(proxyBeanMethods = false)
class OpenAiRouteBeans {

	@Bean
	OpenAiChatFormat openAiChatFormat(Contract contract) {
		return new OpenAiChatFormat(contract.operation("POST", "/v1/chat/completions")::checkBody);
	}

	@Bean("show-decision")
	Processor showDecision(Catalog catalog, Policies policies) {
		return new Questions(catalog, policies)::decision;
	}

	@Bean("show-models")
	Processor showModels(Catalog catalog, Policies policies) {
		return new Questions(catalog, policies)::models;
	}

	@Bean("show-model")
	Processor showModel(Catalog catalog, Policies policies) {
		return new Questions(catalog, policies)::model;
	}

}
