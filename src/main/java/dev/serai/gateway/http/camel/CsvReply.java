package dev.serai.gateway.http.camel;

import java.io.InputStream;

import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Replies with a CSV file, which is sent while it is generated. */
public final class CsvReply {

	private CsvReply() {
	}

	/** Returns whether the parameter {@code format} asks for CSV. */
	public static boolean isWanted(Exchange exchange) {
		return "csv".equals(Query.get(exchange, "format"));
	}

	public static void put(Exchange exchange, String fileName, InputStream file) {
		Message message = exchange.getMessage();
		message.removeHeaders("*");
		message.setBody(file);
		message.setHeader(Exchange.HTTP_RESPONSE_CODE, 200);
		message.setHeader(Exchange.CONTENT_TYPE, "text/csv;charset=utf-8");
		message.setHeader("content-disposition", "attachment; filename=\"" + fileName + "\"");
	}

}
