package dev.serai.gateway.http;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a request may be.
 *
 * @param maxRequestBytes the largest request
 * @param uploadTimeout how long a request's body may take to come
 */
@ConfigurationProperties("serai")
public record RequestProperties(@DefaultValue("33554432") int maxRequestBytes,
		@DefaultValue("60s") Duration uploadTimeout) {
}
