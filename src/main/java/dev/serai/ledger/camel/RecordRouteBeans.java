package dev.serai.ledger.camel;

import dev.serai.gateway.pipeline.CallRecorder;
import dev.serai.ledger.Ledger;
import dev.serai.ledger.journal.Journal;
import dev.serai.platform.clock.NanoClock;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.camel.Processor;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Provides the steps that write calls to the journal and from there to the ledger. */
@Configuration(proxyBeanMethods = false)
class RecordRouteBeans {

	@Bean
	CallRecorder callRecorder(Journal journal) {
		return call -> {
			journal.open();
			// Registered first, so it runs last, when everything else of the call is
			// settled.
			call.atEnd(ended -> journal.end(MakeRecord.of(ended)));
		};
	}

	@Bean("take-records")
	Processor takeRecords(RecordKeeping records) {
		return records::take;
	}

	@Bean("append-records")
	Processor appendRecords(RecordKeeping records) {
		return records::append;
	}

	@Bean("take-more-records")
	Processor takeMoreRecords(RecordKeeping records) {
		return records::takeMore;
	}

	@Bean
	RecordKeeping recordKeeping(Journal journal, Ledger ledger, MeterRegistry meters, NanoClock nanoClock) {
		Gauge.builder("serai.journal.waiting", journal, Journal::waiting)
			.description("Records that are not in the database yet")
			.register(meters);
		Gauge.builder("serai.journal.bytes", journal, Journal::bytes)
			.description("Size of the journal on disk")
			.baseUnit("bytes")
			.register(meters);
		return new RecordKeeping(journal, ledger, nanoClock);
	}

}
