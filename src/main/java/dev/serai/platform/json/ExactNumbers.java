package dev.serai.platform.json;

import java.io.IOException;
import java.math.BigDecimal;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.deser.std.JsonNodeDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ValueNode;

/**
 * Reads JSON numbers with their exact value, because they are passed on, and rejects
 * exponents beyond {@value #MAX_EXPONENT}. A few characters can denote a number with
 * gigabytes of digits, or one that Java cannot represent; reading it fails like invalid
 * JSON.
 */
public final class ExactNumbers {

	/** Exceeds the exponent of any 64-bit number and is far beyond practical use. */
	public static final int MAX_EXPONENT = 1_000;

	private ExactNumbers() {
	}

	/** Makes a mapper's trees read numbers exactly. */
	public static JsonMapper.Builder in(JsonMapper.Builder mapper) {
		return mapper.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
			.disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
			.nodeFactory(new Bounded())
			.addModule(new SimpleModule("exact numbers").addDeserializer(JsonNode.class, new Tree()));
	}

	private static final class Bounded extends JsonNodeFactory {

		private static final long serialVersionUID = 1L;

		@Override
		public ValueNode numberNode(BigDecimal number) {
			if (number != null && Math.abs((long) number.precision() - number.scale() - 1) > MAX_EXPONENT) {
				throw new ArithmeticException("A number is too large or too small");
			}
			return super.numberNode(number);
		}

	}

	/** Jackson throws a generic exception when a number cannot be represented. */
	private static final class Tree extends JsonDeserializer<JsonNode> {

		private final JsonDeserializer<? extends JsonNode> tree = JsonNodeDeserializer.getDeserializer(JsonNode.class);

		@Override
		public JsonNode deserialize(JsonParser parser, DeserializationContext context) throws IOException {
			try {
				return this.tree.deserialize(parser, context);
			}
			catch (ArithmeticException | NumberFormatException ex) {
				throw new NumberBeyond(parser);
			}
		}

		@Override
		public JsonNode getNullValue(DeserializationContext context) throws JsonMappingException {
			return this.tree.getNullValue(context);
		}

		@Override
		public Object getAbsentValue(DeserializationContext context) throws JsonMappingException {
			return this.tree.getAbsentValue(context);
		}

	}

	/** A number beyond the supported range. */
	public static final class NumberBeyond extends JsonMappingException {

		private static final long serialVersionUID = 1L;

		NumberBeyond(JsonParser parser) {
			super(parser, "A number is too large or too small");
		}

	}

}
