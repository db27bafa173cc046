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
 * Decides what is charged where a provider's usage is missing or cannot be right, for
 * whole answers and streams of all protocols. Input and output are checked apart, so that
 * a good figure stays when the other is bad.
 * <ul>
 * <li>No figure, 0 although there is something, or a figure that is no count: Serai
 * counts that side.
 * <li>More input than the model's window, and far from the own count: it is no count of
 * this call; the own count takes its place.
 * <li>More output than the model can give, for each choice: that limit is charged, or the
 * own count where that is more. More than the call's own limit is charged, and marked.
 * <li>A figure less than a quarter of the own count: the own count is charged.
 * <li>A figure more than four times the own count: it is charged, for a provider may add
 * to a prompt and reason unseen, but it is marked.
 * </ul>
 * Floors keep small calls out of it, and what Serai cannot see (media, hosted tools,
 * hidden reasoning) is no reason for a mark. Every finding leaves a {@link UsageMark},
 * and usage with a mark never has a known price.
 */
public final class UsageCheck {

	/** Tokenizers differ by half, in rare scripts by more; this is beyond all of them. */
	private static final long FAR = 4;

	/** Fewer tokens than that below the own count are no finding. */
	private static final long TOO_FEW = 64;

	/** What providers add to a prompt: instructions for tools, a system prompt. */
	private static final long ADDED_INPUT = 8_192;

	/** What a model without reasoning may produce unseen. */
	private static final long UNSEEN_OUTPUT = 1_024;

	/**
	 * The same for one that reasons, where the provider does not tell reasoning apart.
	 */
	private static final long UNSEEN_REASONING = 16_384;

	/** Providers count tokens that end a turn, and stop a little late. */
	private static final long LATE = 64;

	/** A hosted tool has the model read and write several times within one answer. */
	private static final long HOSTED_TURNS = 10;

	/**
	 * The usage to charge.
	 * @param reported what the provider reported; {@link Usage#NONE} when nothing
	 * @param answer what came of the answer
	 * @param complete whether the answer came to its end; one that did not may lack
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

	/** A cache may hold what is not in the request: Gemini's is named by the caller. */
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
	 * Some providers bill reasoning beside the limit that a call names. So a figure
	 * beyond it is possible, and charged.
	 */
	private static boolean isBeyondTheCallsLimit(Usage reported, Asked asked, OwnCount answer, long turns) {
		Integer named = asked.request.maxOutputTokens();
		return named != null && !mayReason(reported, asked)
				&& isBeyond(reported.output() - reported.tokens(TokenClass.REASONING),
						named.longValue() * asked.request.choices() * turns, answer);
	}

	/** The figure is 0, absent or no count. */
	private static Usage countedOutput(Usage reported, Asked asked, OwnCount answer, boolean complete) {
		boolean invalid = reported.marks().contains(UsageMark.OUTPUT_INVALID);
		if (answer.isEmpty() && !invalid) {
			// All was reasoning, or nothing was said: 0 is right.
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

	/** What has no price of its own is charged like text, for it is not free. */
	private static void medium(Usage.Builder counted, TokenClass medium, long tokens, Asked asked) {
		PriceList prices = Pricer.priceList(asked.deployment, asked.at);
		boolean priced = prices != null && prices.rates().perMillion().containsKey(medium);
		counted.add(priced ? medium : TokenClass.OUTPUT, tokens);
	}

	/**
	 * A figure from an answer's beginning, such as Anthropic gives, says nothing of what
	 * came after it; no other will come once the answer is cut.
	 */
	private static Usage atLeast(Usage reported, OwnCount answer) {
		long missing = answer.total(TokenEstimate.counted()) - reported.output();
		return (missing > 0) ? plus(reported, TokenClass.OUTPUT, missing) : reported;
	}

	/** The figure is possible: whether it fits what was said. */
	private static Usage compared(Usage reported, Asked asked, OwnCount answer) {
		long most = FAR * reported.output() + TOO_FEW;
		// Lengths settle most calls; the tokenizer is for those that are to be marked.
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

	/** Whether the figure of the output may hold reasoning that is not reported apart. */
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

	/** Input counted by Serai makes up what the reported classes lack. */
	private static Usage withInput(Usage reported, long counted, UsageMark mark) {
		return plus(reported, TokenClass.INPUT, counted - reported.input()).marked(mark);
	}

	/** The own count takes the place of all figures of the input. */
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

	/**
	 * The classes of the output in the same proportions, together no more than a bound.
	 */
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
	 * What was asked of whom.
	 *
	 * @param roughInput the request's tokens, {@linkplain TokenEstimate#rough() roughly}
	 * @param at when the call was made
	 */
	public record Asked(OperationRequest request, long roughInput, Deployment deployment, Instant at) {
	}

}
