package dev.serai.gateway.budget;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A call that waits for larger leases. What its accounts have free is set aside for it
 * already. Guarded by the lock of its {@link BudgetLeases}.
 */
final class Waiter {

	final List<Account> accounts;

	/** The missing amount of each account. */
	final BigDecimal[] needs;

	private final BigDecimal[] atHand;

	private final CompletableFuture<Optional<Shortfall>> answer = new CompletableFuture<>();

	private boolean left;

	Waiter(List<Account> accounts, BigDecimal amount, long nowNanos) {
		this.accounts = accounts;
		this.needs = new BigDecimal[accounts.size()];
		this.atHand = new BigDecimal[accounts.size()];
		for (int i = 0; i < this.needs.length; i++) {
			Account account = accounts.get(i);
			this.atHand[i] = account.free(nowNanos).min(amount);
			this.needs[i] = amount.subtract(this.atHand[i]);
			account.use(this.atHand[i]);
			account.waiting++;
		}
	}

	CompletableFuture<Optional<Shortfall>> answer() {
		return this.answer;
	}

	BigDecimal atHand(int account) {
		return this.atHand[account];
	}

	/** Ends the wait: the missing amounts are leased. */
	void granted() {
		if (!this.left) {
			for (int i = 0; i < this.needs.length; i++) {
				this.accounts.get(i).use(this.needs[i]);
			}
			this.answer.complete(Optional.empty());
		}
		served();
	}

	void refused(Shortfall why) {
		if (!this.left) {
			putBack();
			this.answer.complete(Optional.of(why));
		}
		served();
	}

	void failed(RuntimeException why) {
		if (!this.left) {
			putBack();
			this.answer.completeExceptionally(why);
		}
		served();
	}

	/**
	 * Ends the wait without a result.
	 * @return false when the call has its result already
	 */
	boolean leaves() {
		if (this.answer.isDone()) {
			return false;
		}
		this.left = true;
		putBack();
		return true;
	}

	private void putBack() {
		for (int i = 0; i < this.atHand.length; i++) {
			this.accounts.get(i).use(this.atHand[i].negate());
		}
	}

	private void served() {
		this.accounts.forEach(account -> account.waiting--);
	}

}
