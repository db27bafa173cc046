/**
 * Anthropic's Messages API as a wire protocol of providers.
 */
@NullMarked
package dev.serai.gateway.provider.anthropic;

import org.jspecify.annotations.NullMarked;
