/**
 * Google Gemini's {@code generateContent} and {@code streamGenerateContent}, as the
 * Gemini API (v1beta) offers them with an API key.
 *
 * <p>
 * Some fields of a request are not forwarded, because the API has no place for them and
 * the answer does not depend on them: {@code user}, {@code safety_identifier} and
 * {@code prompt_cache_key}, which name an end user or a prompt for the provider's
 * bookkeeping (Serai's own record keeps what it needs); Anthropic's cache markers (Gemini
 * caches automatically); and the file names of documents. Everything else is forwarded or
 * refused.
 */
@NullMarked
package dev.serai.gateway.provider.gemini;

import org.jspecify.annotations.NullMarked;
