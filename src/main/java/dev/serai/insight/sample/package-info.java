/** Sample traffic that fills a new installation's dashboard. */
@NullMarked
package dev.serai.insight.sample;

import org.jspecify.annotations.NullMarked;
