/** Sample traffic: something to look at for who has no traffic yet. */
@NullMarked
package dev.serai.insight.sample;

import org.jspecify.annotations.NullMarked;
