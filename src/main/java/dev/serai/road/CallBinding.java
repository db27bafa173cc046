package dev.serai.road;

import java.io.IOException;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.http.common.DefaultHttpBinding;
import org.apache.camel.spi.HeaderFilterStrategy;

/**
 * What passes between the container and a call. Of the request nothing becomes a message,
 * for the call itself reads what is on its allow-list; an answer that is whole is written
 * as it is, in one piece and with its length.
 */
final class CallBinding extends DefaultHttpBinding {

	/**
	 * @param answerHeaders which of an answer's headers are the caller's
	 */
	CallBinding(HeaderFilterStrategy answerHeaders) {
		setHeaderFilterStrategy(answerHeaders);
	}

	@Override
	public void readRequest(HttpServletRequest request, Message message) {
		// The servlet wants it; the call is opened from the request itself, and without.
		message.setHeader(Exchange.HTTP_PATH, request.getRequestURI());
	}

	@Override
	protected void doWriteDirectResponse(Message message, HttpServletResponse response, Exchange exchange)
			throws IOException {
		if (message.getBody() instanceof byte[] whole) {
			response.setContentLength(whole.length);
			try (ServletOutputStream out = response.getOutputStream()) {
				out.write(whole);
			}
			return;
		}
		super.doWriteDirectResponse(message, response, exchange);
	}

}
