package dev.serai.gateway.http.camel;

import java.time.Duration;

import dev.serai.gateway.call.Call;
import dev.serai.gateway.call.Outcome;
import dev.serai.gateway.call.camel.Calls;
import dev.serai.gateway.endpoint.openai.ErrorBody;
import dev.serai.platform.clock.NanoClock;
import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Ends a call with an error: turns an exception of a step into a reply in the API's
 * format.
 */
@Component("refuse")
final class Refusals implements Processor {

	private final NanoClock nanoClock;

	Refusals(NanoClock nanoClock) {
		this.nanoClock = nanoClock;
	}

	@Override
	public void process(Exchange exchange) {
		Throwable cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
		ApiError error = errorOf(cause);
		Call call = exchange.getProperty(Calls.CALL, Call.class);
		Message message = exchange.getMessage();
		message.removeHeaders("*");
		if (call != null) {
			error = ended(call, error);
			ReplyHeaders.attempts(message, call);
			ReplyHeaders.replayed(message, call);
		}
		message.setBody((call != null) ? call.format().error(error) : ErrorBody.of(error));
		message.setHeader(Exchange.HTTP_RESPONSE_CODE, error.status());
		message.setHeader(Exchange.CONTENT_TYPE, "application/json");
		message.setHeader("x-should-retry", Boolean.toString(error.retryable()));
		Duration retryAfter = error.retryAfter();
		if (retryAfter != null) {
			message.setHeader("retry-after", Math.max(1, (retryAfter.toMillis() + 999) / 1000));
		}
		ReplyHeaders.whole(message);
	}

	/** If the call cannot be recorded, that is the error. */
	private ApiError ended(Call call, ApiError error) {
		try {
			call.ended(outcome(call, error), error, this.nanoClock.getAsLong());
			return error;
		}
		catch (CallRefused ex) {
			return ex.error();
		}
	}

	private static ApiError errorOf(@Nullable Throwable cause) {
		for (Throwable t = cause; t != null; t = t.getCause()) {
			if (t instanceof CallRefused refused) {
				return refused.error();
			}
		}
		return ApiError.DEFECT;
	}

	private static Outcome outcome(Call call, ApiError error) {
		if (error.code().equals(ApiError.CONTENT_BLOCKED)) {
			return Outcome.BLOCKED;
		}
		boolean tried = call.tried() > 0;
		return switch (error.status()) {
			case 499 -> Outcome.CLIENT_CLOSED;
			case 500 -> Outcome.ERROR;
			case 504 -> Outcome.TIMEOUT;
			case 502, 503, 429 -> tried ? Outcome.FAILED : Outcome.REFUSED;
			default -> tried ? Outcome.REJECTED : Outcome.REFUSED;
		};
	}

}
