package dev.serai.provider;

/**
 * A server-sent event as the WHATWG's HTML standard defines it, section 9.2.
 *
 * @param name the {@code event:} field; empty when not given
 * @param data the {@code data:} lines, joined by line feeds
 */
public record SseEvent(String name, String data) {
}
