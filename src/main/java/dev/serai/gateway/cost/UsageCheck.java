package dev.serai.gateway.cost;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Set;

import dev.serai.gateway.catalog.Deployment;
import dev.serai.gateway.catalog.PriceList;
import dev.serai.gateway.operation.Capability;
import dev.serai.gateway.operation.OperationRequest;
import dev.serai.gateway.operation.TokenClass;
import dev.serai.gateway.operation.Usage;
import dev.serai.gateway.operation.UsageMark;

/**
 * Decides what usage is charged where a provider's figures are missing or implausible,
 * for whole answers and streams of all protocols. Input and output are checked
 * separately, so that a good figure stays when the other is bad.
 * <ul>
 * <li>No figure, 0 although there is something, or a figure that is not a count: Serai's
 * own count is charged for that side.
 * <li>More input than the model's window, and far from Serai's count: Serai's count is
 * charged.
 * <li>More output than the model can produce, for each choice: that limit is charged, or
 * Serai's count where that is higher. More than the call's own limit is charged and
 * marked.
 * <li>A figure less than a quarter of Serai's count: Serai's count is charged.
 * <li>A figure more than four times Serai's count: it is charged, because a provider may
 * add to a prompt and hide reasoning, but it is marked.
 * </ul>
 * Minimum differences exempt small calls, and content that Serai cannot see (media,
 * hosted tools, hidden reasoning) does not lead to a mark. Every finding leaves a
 * {@link UsageMark}, and usage with a mark never has a known price.
 */
public final class UsageCheck {

	/**
	 * Tokenizers differ by half, in rare scripts by more; this factor is beyond all of
	 * them.
	 */
	private static final long FAR = 4;

	/** A smaller difference below Serai's count, in tokens, is no finding. */
	private static final long TOO_FEW = 64;

	/** Tokens that providers add to a prompt: instructions for tools, a system prompt. */
	private static final long ADDED_INPUT = 8_192;

	/** Hidden output tokens of a model without reasoning. */
	private static final long UNSEEN_OUTPUT = 1_024;

	/**
	 * The same for a reasoning model, where the provider does not report reasoning
	 * separately.
	 */
	private static final long UNSEEN_REASONING = 16_384;

	/** Providers count tokens that end a turn, and stop slightly late. */
	private static final long LATE = 64;

	/** With a hosted tool the model reads and writes several times within one answer. */
	private static final long HOSTED_TURNS = 10;

	/**
	 * Returns the usage to charge.
	 * @param reported what the provider reported; {@link Usage#NONE} when nothing
	 * @param answer Serai's count of the answer
	 * @param complete whether the answer came to its end; an incomplete one may lack
	 * figures without the provider's fault
	 */
	public Usage checked(Usage reported, Asked asked, OwnCount answer, boolean complete) {
		Usage input = input(reported, asked, answer, complete);
		return output(input, asked, answer, complete);
	}

	private static Usage input(Usage reported, Asked asked, OwnCount answer, boolean complete) {
		long figure = reported.input();
		if (reported.marks().contains(UsageMark.INPUT_INVALID)) {
			return withInput(reported, TokenEstimate.counted().of(asked.request), UsageMark.INPUT_INVALID);
		}
		if (figure == 0) {
			Usage counted = plus(reported, TokenClass.INPUT, TokenEstimate.counted().of(asked.request));
			return complete ? counted.marked(UsageMark.INPUT_MISSING) : counted;
		}
		long window = asked.deployment.model().window();
		if (figure <= window && uncached(reported) <= FAR * asked.roughInput + ADDED_INPUT
				&& asked.roughInput <= FAR * figure + TOO_FEW) {
			return reported;
		}
		return doubtfulInput(reported, asked, answer);
	}

	private static Usage doubtfulInput(Usage reported, Asked asked, OwnCount answer) {
		long figure = reported.input();
		boolean hosted = isHosted(reported, asked, answer);
		long rough = TokenEstimate.rough().of(asked.request);
		long roughText = TokenEstimate.rough().textAlone().of(asked.request);
		long possible = asked.deployment.model().window() * (hosted ? HOSTED_TURNS : 1);
		if (figure > possible && figure > rough + rough / 3 + LATE) {
			return withoutInput(reported, TokenEstimate.counted().of(asked.request));
		}
		if (roughText > FAR * figure + TOO_FEW) {
			return withInput(reported, TokenEstimate.counted().textAlone().of(asked.request), UsageMark.INPUT_MISMATCH);
		}
		boolean seen = !hosted && roughText == rough;
		return (seen && uncached(reported) > FAR * rough + ADDED_INPUT) ? reported.marked(UsageMark.INPUT_MISMATCH)
				: reported;
	}

	/**
	 * A cache may hold content that is not in the request: a caller may refer to Gemini's
	 * by name.
	 */
	private static long uncached(Usage reported) {
		return reported.input() - reported.tokens(TokenClass.CACHE_READ);
	}

	private static Usage output(Usage reported, Asked asked, OwnCount answer, boolean complete) {
		Set<UsageMark> marks = reported.marks();
		if (reported.output() == 0 || marks.contains(UsageMark.OUTPUT_MISSING)
				|| marks.contains(UsageMark.OUTPUT_INVALID)) {
			return countedOutput(reported, asked, answer, complete);
		}
		long turns = isHosted(reported, asked, answer) ? HOSTED_TURNS : 1;
		long possible = asked.deployment.model().maxOutput() * asked.request.choices() * turns;
		if (isBeyond(reported.output(), possible, answer)) {
			return capped(reported, Math.max(possible, answer.total(TokenEstimate.counted())));
		}
		Usage charged = complete ? compared(reported, asked, answer) : atLeast(reported, answer);
		return isBeyondTheCallsLimit(reported, asked, answer, turns) ? charged.marked(UsageMark.OUTPUT_MISMATCH)
				: charged;
	}

	private static boolean isBeyond(long figure, long limit, OwnCount answer) {
		if (figure <= limit + limit / 10 + LATE) {
			return false;
		}
		long own = answer.total(TokenEstimate.counted());
		return figure > own + own / 3 + LATE;
	}

	/**
	 * Some providers do not count reasoning towards the call's limit, so a higher figure
	 * is possible and is charged.
	 */
	private static boolean isBeyondTheCallsLimit(Usage reported, Asked asked, OwnCount answer, long turns) {
		Integer named = asked.request.maxOutputTokens();
		return named != null && !mayReason(reported, asked)
				&& isBeyond(reported.output() - reported.tokens(TokenClass.REASONING),
						named.longValue() * asked.request.choices() * turns, answer);
	}

	/** Handles a figure that is 0, absent or not a count. */
	private static Usage countedOutput(Usage reported, Asked asked, OwnCount answer, boolean complete) {
		boolean invalid = reported.marks().contains(UsageMark.OUTPUT_INVALID);
		if (answer.isEmpty() && !invalid) {
			// All output was reasoning, or there was none: 0 is right.
			return without(reported, UsageMark.OUTPUT_MISSING);
		}
		TokenEstimate by = TokenEstimate.counted();
		Usage.Builder counted = Usage.builder().estimated();
		counted.add(TokenClass.OUTPUT, answer.said(by) - reported.tokens(TokenClass.OUTPUT));
		counted.add(TokenClass.REASONING, answer.reasoned(by) - reported.tokens(TokenClass.REASONING));
		medium(counted, TokenClass.AUDIO_OUTPUT, answer.audio() - reported.tokens(TokenClass.AUDIO_OUTPUT), asked);
		medium(counted, TokenClass.IMAGE_OUTPUT, answer.images() - reported.tokens(TokenClass.IMAGE_OUTPUT), asked);
		Usage charged = reported.plus(counted.build());
		if (invalid) {
			return charged;
		}
		return complete ? charged.marked(UsageMark.OUTPUT_MISSING) : without(charged, UsageMark.OUTPUT_MISSING);
	}

	/** A medium without its own price is charged like text, because it is not free. */
	private static void medium(Usage.Builder counted, TokenClass medium, long tokens, Asked asked) {
		PriceList prices = Pricer.priceList(asked.deployment, asked.at);
		boolean priced = prices != null && prices.rates().perMillion().containsKey(medium);
		counted.add(priced ? medium : TokenClass.OUTPUT, tokens);
	}

	/**
	 * A figure from the beginning of an answer, as Anthropic sends it, does not cover
	 * what came later; an answer that is cut gets no other.
	 */
	private static Usage atLeast(Usage reported, OwnCount answer) {
		long missing = answer.total(TokenEstimate.counted()) - reported.output();
		return (missing > 0) ? plus(reported, TokenClass.OUTPUT, missing) : reported;
	}

	/** Compares a possible figure with Serai's count. */
	private static Usage compared(Usage reported, Asked asked, OwnCount answer) {
		long most = FAR * reported.output() + TOO_FEW;
		// The length decides most calls; the tokenizer runs only for those that may be
		// marked.
		if (answer.roughlyAtMost() > most && answer.text(TokenEstimate.rough()) > most) {
			long own = answer.text(TokenEstimate.counted());
			if (own > most) {
				return plus(reported, TokenClass.OUTPUT, own - reported.output()).marked(UsageMark.OUTPUT_MISMATCH);
			}
		}
		long beyond = reported.tokens(TokenClass.OUTPUT)
				- (mayReason(reported, asked) ? UNSEEN_REASONING : UNSEEN_OUTPUT);
		boolean far = beyond > FAR * answer.roughlyAtLeast() && beyond > FAR * answer.text(TokenEstimate.rough());
		return (far && !isHosted(reported, asked, answer)) ? reported.marked(UsageMark.OUTPUT_MISMATCH) : reported;
	}

	/**
	 * Returns whether the output's figure may include reasoning that is not reported
	 * separately.
	 */
	private static boolean mayReason(Usage reported, Asked asked) {
		return reported.tokens(TokenClass.REASONING) == 0
				&& asked.deployment.model().features().contains(Capability.REASONING);
	}

	private static boolean isHosted(Usage reported, Asked asked, OwnCount answer) {
		return reported.searches() > 0 || answer.hasOther() || asked.request.usesHostedTools();
	}

	private static Usage plus(Usage reported, TokenClass tokenClass, long tokens) {
		return reported.plus(Usage.builder().add(tokenClass, tokens).estimated().build());
	}

	/** Replaces missing input classes by Serai's count. */
	private static Usage withInput(Usage reported, long counted, UsageMark mark) {
		return plus(reported, TokenClass.INPUT, counted - reported.input()).marked(mark);
	}

	/** Replaces all figures of the input by Serai's count. */
	private static Usage withoutInput(Usage reported, long counted) {
		Usage.Builder usage = Usage.builder().add(TokenClass.INPUT, counted).searches(reported.searches()).estimated();
		for (TokenClass tokenClass : TokenClass.values()) {
			if (!tokenClass.isInput()) {
				usage.add(tokenClass, reported.tokens(tokenClass));
			}
		}
		reported.marks().forEach(usage::mark);
		return usage.mark(UsageMark.INPUT_IMPOSSIBLE).build();
	}

	/** Reduces the output classes in proportion to a total. */
	private static Usage capped(Usage reported, long most) {
		Usage.Builder usage = Usage.builder().searches(reported.searches()).estimated();
		for (TokenClass tokenClass : TokenClass.values()) {
			long tokens = reported.tokens(tokenClass);
			usage.add(tokenClass,
					tokenClass.isInput() ? tokens
							: BigInteger.valueOf(tokens)
								.multiply(BigInteger.valueOf(most))
								.divide(BigInteger.valueOf(reported.output()))
								.longValueExact());
		}
		reported.marks().forEach(usage::mark);
		return usage.mark(UsageMark.OUTPUT_IMPOSSIBLE).build();
	}

	private static Usage without(Usage reported, UsageMark mark) {
		if (!reported.marks().contains(mark)) {
			return reported;
		}
		Usage.Builder usage = Usage.builder().searches(reported.searches());
		for (TokenClass tokenClass : TokenClass.values()) {
			usage.add(tokenClass, reported.tokens(tokenClass));
		}
		reported.marks().stream().filter(other -> other != mark).forEach(usage::mark);
		return reported.estimated() ? usage.estimated().build() : usage.build();
	}

	/**
	 * The call that the usage belongs to.
	 *
	 * @param roughInput the request's tokens, {@linkplain TokenEstimate#rough() roughly}
	 * @param at when the call was made
	 */
	public record Asked(OperationRequest request, long roughInput, Deployment deployment, Instant at) {
	}

}
