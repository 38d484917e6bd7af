package nets

import (
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/hypercom"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

const (
	id = "nets"
	// book explains the response code of the header.
	book = "nets-sg"
	// approved is the response code of an approval, in the header and of the host.
	approved = "00"
)

// packet is one frame, read.
type packet struct {
	header
	function
	body hypercom.Body
	// fault says what is damaged; nil when all of it was read.
	fault *transcripts.Fault
}

// read takes a Data frame apart; false when it has no header.
func read(f wire.Frame) (packet, bool) {
	h, ok := readHeader(f.Body)
	if !ok {
		return packet{}, false
	}
	p := packet{header: h, function: functionOf(h.function), body: table().Split(f.Body, f.Fault != nil), fault: f.Fault}
	if p.fault == nil && p.body.Stop < f.Body.Len() {
		p.fault = hypercom.FieldFault(p.body.Stop)
	}
	return p, true
}

// message gives the content in the common shape. Where neither side nor header
// tells a request from an answer, it has no function and no response code.
func message(p packet, f wire.Frame, as transcripts.Function, o ecr.Options) *transcripts.Message {
	m := &transcripts.Message{Protocol: id, Class: p.class, Kind: p.kind, Function: as}
	table().Fill(m, p.body, o.Masker, o.Currency)
	m.Warnings, _ = hypercom.Warnings(f)
	if as == transcripts.Answer {
		m.ResponseCode, m.Book = p.response, book
	}
	if m.HostCode != "" {
		m.HostBook = p.hostBook
		// Terminal and host contradict each other: neither is final then.
		m.Interim = as == transcripts.Answer && (m.HostCode == approved) != (p.response == approved)
	}
	return m
}
