package dev.serai.gateway.cache.camel;

import dev.serai.gateway.cache.AnswerRecall;
import org.apache.camel.Processor;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Creates the bean of the cache step. */
@Configuration(proxyBeanMethods = false)
class CacheRouteBeans {

	@Bean("find-cached-answer")
	Processor recall(AnswerRecall recall) {
		return new Recall(recall::recall);
	}

}
