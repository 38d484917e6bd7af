package rules

import (
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts"
)

// printerPaper: the paper ran out during a sale. It says nothing about money.
var printerPaper = rule{
	id:    "device.printer.paper_out",
	hides: []string{"device.printer.error"},
	transaction: func(t *diag.Transaction) []fact {
		return signals(t, transcripts.SignalPrinterPaperOut)
	},
}

// printerError: the printer failed during a sale.
var printerError = rule{
	id: "device.printer.error",
	transaction: func(t *diag.Transaction) []fact {
		return signals(t, transcripts.SignalPrinterError)
	},
}

// readerError: the card reader itself reported a fault.
var readerError = rule{
	id: "device.reader.error",
	transaction: func(t *diag.Transaction) []fact {
		return signals(t, transcripts.SignalReaderError)
	},
	signal: lone(transcripts.SignalReaderError),
}

// storageFull: the terminal has no room for further records.
var storageFull = rule{
	id: "device.storage.full",
	transaction: func(t *diag.Transaction) []fact {
		return signals(t, transcripts.SignalJournalFull)
	},
	signal: lone(transcripts.SignalJournalFull),
}
