package dev.serai.platform.contract.camel;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.core.annotation.AliasFor;
import org.springframework.stereotype.Component;

/**
 * A bean that serves operations of the contract. An operation under {@code /api} is
 * served by the method named like its {@code operationId}, with the exchange as its
 * parameter. The routes are created from the contract ({@link ApiRoutes}).
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Component
public @interface ApiSteps {

	/** The bean's name in the routes. */
	@AliasFor(annotation = Component.class)
	String value();

}
