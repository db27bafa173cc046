package dev.serai.platform.json;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class StrictJsonTest {

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "null", "[]", "\"x\"", "1", "{", "{\"a\":1,}", "{\"a\":1}{}", "{\"a\":1} x",
			"{\"a\":NaN}", "{\"a\":Infinity}", "{\"a\":-Infinity}", "{\"a\":01}", "{\"a\":+1}", "{\"a\":.5}",
			"{/* c */\"a\":1}", "{\"a\":1} // c", "# c\n{}", "{'a':1}", "{a:1}", "{\"a\":\"\u0000\"}", "{\"a\":\"\n\"}",
			"{\"a\":\"\\x\"}", "<html></html>" })
	void shouldRefuseWhatIsNoJsonObject(String body) {
		assertThat(refusal(body.getBytes(StandardCharsets.UTF_8)).code()).isEqualTo("invalid_json");
	}

	@Test
	void shouldNameTheFieldThatIsThereTwice() {
		ApiError error = refusal("{\"model\":\"cheap\",\"model\":\"dear\"}");
		assertThat(error.code()).isEqualTo("duplicate_key");
		assertThat(error.param()).isEqualTo("model");
		assertThat(refusal("{\"a\":[{\"b\":1,\"\\u0062\":2}]}").code()).isEqualTo("duplicate_key");
	}

	@Test
	void aBodyIsReadAsARecord() {
		assertThat(StrictJson.as("{\"count\":1e3,\"list\":[1,2]}".getBytes(StandardCharsets.UTF_8), Sample.class))
			.isEqualTo(new Sample(1000L, null, List.of(1, 2)));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			{"count":1e30}          | count
			{"id":"no id"}          | id
			{"list":[1,9999999999]} | list
			{"other":1}             | other
			""")
	void aValueThatARecordCannotHoldIsRefusedByItsName(String body, String field) {
		ApiError error = catchThrowableOfType(CallRefused.class,
				() -> StrictJson.as(body.getBytes(StandardCharsets.UTF_8), Sample.class))
			.error();
		assertThat(error.status()).isEqualTo(400);
		assertThat(error.param()).isEqualTo(field);
	}

	private record Sample(Long count, UUID id, List<Integer> list) {
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			{"id":""}                        | 'id' must be a UUID.
			{"id":"YWJjZGVmZ2hpamtsbW5vcA=="} | 'id' must be a UUID.
			{"at":"1893456000"}              | 'at' must be a date like 2027-01-31 or a time like 2027-01-31T08:00:00Z.
			{"at":"1969-12-31T23:59:59Z"}    | 'at' must be a date like 2027-01-31 or a time like 2027-01-31T08:00:00Z.
			{"at":"+10000-01-01T00:00:00Z"}  | 'at' must be a date like 2027-01-31 or a time like 2027-01-31T08:00:00Z.
			{"at":"2027-02-30"}              | 'at' must be a date like 2027-01-31 or a time like 2027-01-31T08:00:00Z.
			{"at":""}                        | 'at' must be a date like 2027-01-31 or a time like 2027-01-31T08:00:00Z.
			{"every":"24"}                   | 'every' must be a duration like PT24H.
			{"zone":"+02:00"}                | 'zone' must be a time zone like Europe/Berlin.
			{"usd":"a lot"}                  | 'usd' must be a decimal number of at most 30 characters.
			{"usd":"0e999999999"}            | 'usd' must be a decimal number of at most 30 characters.
			{"usd":""}                       | 'usd' must be a decimal number of at most 30 characters.
			{"usd":1234567890123456789012345678901} | 'usd' must be a decimal number of at most 30 characters.
			""")
	void aTextOfAnotherFormIsRefusedWithTheFormThatIsExpected(String body, String message) {
		ApiError error = catchThrowableOfType(CallRefused.class,
				() -> StrictJson.as(body.getBytes(StandardCharsets.UTF_8), Values.class))
			.error();
		assertThat(error.message()).isEqualTo(message);
	}

	@Test
	void aDateBeginsInUtc() {
		assertThat(StrictJson.as("{\"at\":\"2027-01-31\"}".getBytes(StandardCharsets.UTF_8), Values.class).at())
			.isEqualTo("2027-01-31T00:00:00Z");
	}

	@Test
	void aPatchChangesTheFieldsThatItHas() {
		Values before = new Values(new UUID(1, 2), Instant.parse("2027-01-31T08:00:00.123456Z"), Duration.ofHours(3),
				ZoneId.of("Europe/Berlin"), new BigDecimal("0.10"), TimeUnit.DAYS);
		assertThat(patch("{}").onto(before)).isEqualTo(before);
		Values after = patch("{\"every\":null,\"usd\":2.5,\"unit\":\"hours\"}").onto(before);
		assertThat(after).isEqualTo(
				new Values(before.id(), before.at(), null, before.zone(), new BigDecimal("2.5"), TimeUnit.HOURS));
		assertThat(patch("{\"every\":null}").has("every")).isTrue();
		assertThat(patch("{}").has("every")).isFalse();
	}

	private static Patch patch(String body) {
		return Patch.of(body.getBytes(StandardCharsets.UTF_8));
	}

	private record Values(UUID id, Instant at, Duration every, ZoneId zone, BigDecimal usd, TimeUnit unit) {
	}

	@ParameterizedTest
	@ValueSource(strings = { "UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE" })
	void shouldRefuseOtherEncodings(String charset) {
		assertThat(refusal("{\"a\":1}".getBytes(Charset.forName(charset))).code()).isEqualTo("invalid_json");
	}

	@Test
	void shouldRefuseAByteOrderMark() {
		assertThat(refusal("\uFEFF{}").code()).isEqualTo("invalid_json");
	}

	@Test
	void shouldRefuseHalfASurrogatePair() {
		assertThat(refusal("{\"a\":\"\\ud83d\"}").message()).contains("Unicode");
		assertThat(refusal("{\"a\":\"\\ude00\"}").message()).contains("Unicode");
		assertThat(refusal("{\"a\":\"\\ud83d\\ud83d\"}").message()).contains("Unicode");
		assertThat(refusal("{\"a\":\"\\ud83dx\"}").message()).contains("Unicode");
	}

	@Test
	void shouldReadValidEscapes() {
		assertThat(StrictJson.object(utf8("{\"a\":\"\\ud83d\\ude00\\u0000\\n\\\\ud83d\"}")).get("a").textValue())
			.isEqualTo("\uD83D\uDE00\u0000\n\\ud83d");
	}

	@Test
	void shouldRefuseExcessQuickly() {
		assertThat(refusal("{\"a\":" + "[".repeat(100_000)).code()).isEqualTo("invalid_json");
		assertThat(refusal("{\"a\":" + "9".repeat(10_000_000) + "}").code()).isEqualTo("invalid_json");
		assertThat(refusal("{\"" + "n".repeat(2_000) + "\":1}").code()).isEqualTo("invalid_json");
		assertThat(refusal("{\"a\":[" + "1,".repeat(1_000_000) + "1]}").code()).isEqualTo("invalid_json");
	}

	@Test
	void shouldReadLongTexts() {
		String text = "x".repeat(30_000_000);
		assertThat(StrictJson.object(utf8("{\"a\":\"" + text + "\"}")).get("a").textValue()).hasSize(30_000_000);
	}

	@Property(tries = 5_000)
	void shouldAgreeWithTheJdkOnWhatIsUtf8(@ForAll @Size(max = 6) byte[] bytes) {
		byte[] text = bytes.clone();
		for (int i = 0; i < text.length; i++) {
			if (text[i] == '\\') {
				text[i] = 'x';
			}
		}
		assertThat(StrictUnicode.firstFault(text) < 0).isEqualTo(isUtf8(text));
	}

	@Property(tries = 2_000)
	void shouldTakeAnyTextThatJavaCanEncode(@ForAll String text) {
		byte[] bytes = text.replace('\\', '/').getBytes(StandardCharsets.UTF_8);
		assertThat(StrictUnicode.firstFault(bytes)).isEqualTo(-1);
	}

	private static boolean isUtf8(byte[] bytes) {
		try {
			StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
			return true;
		}
		catch (CharacterCodingException ex) {
			return false;
		}
	}

	private static ApiError refusal(String body) {
		return refusal(utf8(body));
	}

	private static ApiError refusal(byte[] body) {
		return catchThrowableOfType(CallRefused.class, () -> StrictJson.object(body)).error();
	}

	private static byte[] utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
