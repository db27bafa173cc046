package dev.serai.gateway.cache.camel;

import dev.serai.gateway.cache.AnswerRecall;
import org.apache.camel.Processor;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The step that looks for an earlier answer. */
@Configuration(proxyBeanMethods = false)
class CacheRouteBeans {

	@Bean("find-cached-answer")
	Processor recall(AnswerRecall recall) {
		return new Recall(recall::recall);
	}

}
