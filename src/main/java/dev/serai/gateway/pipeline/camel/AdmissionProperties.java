package dev.serai.gateway.pipeline.camel;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much is done at a time.
 *
 * @param maxCalls calls at a time; more are refused with 503
 */
@ConfigurationProperties("serai")
record AdmissionProperties(@DefaultValue("4096") int maxCalls) {
}
