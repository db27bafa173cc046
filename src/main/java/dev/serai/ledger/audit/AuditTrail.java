package dev.serai.ledger.audit;

import java.util.function.Supplier;

import dev.serai.gateway.access.Operator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps who changed what. A change and its entry are kept together or not at all.
 */
public interface AuditTrail {

	/**
	 * Makes a change in one transaction with its entry. What the change throws undoes
	 * both.
	 */
	<T extends @Nullable Object> T changing(Supplier<T> change);

	/**
	 * Adds an entry; to be called within {@link #changing}.
	 * @param action what was done: {@code create}, {@code update}, {@code revoke} …
	 * @param kind what it was done to: {@code team}, {@code key} …
	 * @param subject its id
	 * @param before as it was, to be written as JSON, without secrets; null when new
	 * @param after as it is now, likewise; null when it is gone
	 */
	void record(Operator actor, String action, String kind, String subject, @Nullable Object before,
			@Nullable Object after);

}
