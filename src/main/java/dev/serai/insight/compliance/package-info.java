/** What is kept for how long, and what the records show to who has to answer for it. */
@NullMarked
package dev.serai.insight.compliance;

import org.jspecify.annotations.NullMarked;
