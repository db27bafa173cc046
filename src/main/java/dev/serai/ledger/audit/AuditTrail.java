package dev.serai.ledger.audit;

import java.util.function.Supplier;

import dev.serai.gateway.access.Operator;
import org.jspecify.annotations.Nullable;

/**
 * Records administrative changes. A change and its entry are stored in one transaction.
 */
public interface AuditTrail {

	/** Runs a change in a transaction with its entry. An exception rolls back both. */
	<T extends @Nullable Object> T changing(Supplier<T> change);

	/**
	 * Adds an entry; must be called within {@link #changing}.
	 * @param action what was done: {@code create}, {@code update}, {@code revoke} …
	 * @param kind what was changed: {@code team}, {@code key} …
	 * @param subject its id
	 * @param before the previous state, written as JSON without secrets; null when it is
	 * new
	 * @param after the new state, likewise; null when it was deleted
	 */
	void record(Operator actor, String action, String kind, String subject, @Nullable Object before,
			@Nullable Object after);

}
