/** What is going on now, and with what: for people who look on. */
@NullMarked
package dev.serai.insight.live;

import org.jspecify.annotations.NullMarked;
