package dev.serai.gateway.provider.gemini;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

import dev.serai.gateway.operation.ProviderFailure;
import dev.serai.gateway.operation.ProviderFailure.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.serai.gateway.provider.gemini.GeminiFixtures.quoted;
import static org.assertj.core.api.Assertions.assertThat;

class GeminiFailureTest {

	private static final String QUOTA = quoted("""
			{'error':{'code':429,'message':'Quota exceeded','status':'RESOURCE_EXHAUSTED','details':[
			 {'@type':'type.googleapis.com/google.rpc.Help'},
			 {'@type':'type.googleapis.com/google.rpc.RetryInfo','retryDelay':'16.6s'}]}}""");

	@ParameterizedTest
	@CsvSource({ "400,INVALID_ARGUMENT,INVALID_REQUEST", "400,FAILED_PRECONDITION,INVALID_REQUEST",
			"401,UNAUTHENTICATED,AUTH", "403,PERMISSION_DENIED,AUTH", "404,NOT_FOUND,NOT_FOUND",
			"429,RESOURCE_EXHAUSTED,RATE_LIMITED", "503,UNAVAILABLE,OVERLOADED", "504,DEADLINE_EXCEEDED,TIMEOUT",
			"500,INTERNAL,SERVER_ERROR", "499,CANCELLED,SERVER_ERROR", "418,SOMETHING_NEW,INVALID_REQUEST",
			"502,SOMETHING_NEW,SERVER_ERROR" })
	void knowsTheKindByGooglesStatus(int status, String code, Kind kind) {
		ProviderFailure failure = failure(status, null,
				quoted("{'error':{'code':" + status + ",'message':'Told so','status':'" + code + "'}}"));
		assertThat(failure.kind()).isEqualTo(kind);
		assertThat(failure.status()).isEqualTo(status);
		assertThat(failure.code()).isEqualTo(code);
		assertThat(failure.getMessage()).isEqualTo("Told so");
		assertThat(failure.retryAfter()).isNull();
	}

	@Test
	void takesAWrongKeyForTheOperatorsFaultThoughItIsA400() {
		String byReason = quoted("""
				{'error':{'code':400,'message':'No.','status':'INVALID_ARGUMENT','details':[
				 {'@type':'type.googleapis.com/google.rpc.ErrorInfo','reason':'API_KEY_INVALID'}]}}""");
		String byMessage = quoted(
				"{'error':{'code':400,'message':'API key not valid. Pass one.','status':'INVALID_ARGUMENT'}}");
		String byPlace = quoted("{'error':{'code':400,'status':'FAILED_PRECONDITION',"
				+ "'message':'User location is not supported for the API use.'}}");
		assertThat(failure(400, null, byReason).kind()).isEqualTo(Kind.AUTH);
		assertThat(failure(400, null, byMessage).kind()).isEqualTo(Kind.AUTH);
		assertThat(failure(400, null, byPlace).kind()).isEqualTo(Kind.AUTH);
	}

	@Test
	void readsTheWaitFromTheHeaderFirstThenFromTheDetails() {
		assertThat(failure(429, null, QUOTA).retryAfter()).isEqualTo(Duration.ofMillis(16_600));
		assertThat(failure(429, "7", QUOTA).retryAfter()).isEqualTo(Duration.ofSeconds(7));
		assertThat(failure(429, "soon", QUOTA).retryAfter()).isEqualTo(Duration.ofMillis(16_600));
		assertThat(failure(429, null, QUOTA.replace("16.6s", "-3s")).retryAfter()).isNull();
		assertThat(failure(429, null, QUOTA.replace("16.6s", "999999999s")).retryAfter())
			.isEqualTo(Duration.ofDays(30));
	}

	@Test
	void readsAnErrorInAnArrayAndTheFieldAtFault() {
		ProviderFailure failure = failure(400, null, quoted("""
				[{'error':{'code':400,'message':'Bad','status':'INVALID_ARGUMENT','details':[
				 {'@type':'type.googleapis.com/google.rpc.BadRequest',
				  'fieldViolations':[{'field':'contents[0].parts','description':'empty'}]}]}}]"""));
		assertThat(failure.getMessage()).isEqualTo("Bad");
		assertThat(failure.param()).isEqualTo("contents[0].parts");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "<html>502</html>|Gemini answered 502 without a message",
			"''|Gemini answered 502 without a message", "upstream gone|upstream gone",
			"{\"error\":\"no route\"}|no route", "{\"error\":null}|Gemini answered 502 without a message", "[]|[]" })
	void makesTheBestOfABodyThatIsNotGeminis(String body, String message) {
		ProviderFailure failure = failure(502, null, body);
		assertThat(failure.kind()).isEqualTo(Kind.SERVER_ERROR);
		assertThat(failure.getMessage()).isEqualTo(message);
	}

	@Test
	void cutsALongMessage() {
		assertThat(failure(500, null, "x".repeat(5000)).getMessage()).hasSize(2000).startsWith("xxx");
	}

	private static ProviderFailure failure(int status, String retryAfter, String body) {
		return new GeminiProtocol().failure(status, name -> name.equals("retry-after") ? retryAfter : null,
				body.getBytes(StandardCharsets.UTF_8));
	}

}
