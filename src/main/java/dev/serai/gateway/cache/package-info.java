/** The answer cache, which serves repeated questions without paying for them again. */
@NullMarked
package dev.serai.gateway.cache;

import org.jspecify.annotations.NullMarked;
