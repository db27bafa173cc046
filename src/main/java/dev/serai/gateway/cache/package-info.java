/** Answers that may be given again, so that nobody pays twice for the same question. */
@NullMarked
package dev.serai.gateway.cache;

import org.jspecify.annotations.NullMarked;
