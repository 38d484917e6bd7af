package main

// writer puts entries down in one format.
type writer interface {
	write([]entry) []byte
}

// dumps are the files: which incident, in which format. Files of one incident
// tell of the same messages, so they may also be read together.
var dumps = []struct {
	file     string
	incident func() []entry
	writer   writer
}{
	{"swallowed-pos.log", swallowed, posLog{sent: "发送报文", received: "接收报文", hex: plainHex}},
	{"swallowed-q2.log", swallowed, q2Log{channel: "acquirer-channel/10.1.8.20:7001", masked: true}},

	{"failed-debited-pos-gb18030.log", failedButDebited, posLog{sent: "发送报文", received: "接收报文", hex: wrappedHex, eol: "\r\n", gb18030: true}},
	{"failed-debited-hex.txt", failedButDebited, hexLog{dialect: ascii87, clock: "2006-01-02 15:04:05.000", sent: "TX:", received: "RX:"}},

	{"no-response-pos.log", noResponse, posLog{sent: "发送报文", received: "接收报文", hex: dumpHex}},
	{"no-response-q2.log", noResponse, q2Log{channel: "acquirer-channel/10.1.8.20:7001", server: "pos-server.channel/10.20.30.41:51234"}},

	{"contact-issuer-pos.log", contactIssuer, posLog{sent: "请求报文", received: "应答报文", hex: plainHex, fields: true}},
	{"contact-issuer-q2.log", contactIssuer, q2Log{channel: "acquirer-channel/10.1.8.20:7001", nested: true, cut: true}},
	{"contact-issuer-ebcdic.txt", contactIssuer, hexLog{dialect: ebcdic87, clock: "15:04:05.000", sent: "->", received: "<-", spaced: true, keepChip: true}},

	{"reversal-accepted-pos.log", reversalAccepted, posLog{sent: "send", received: "recv", hex: plainHex}},
	{"reversal-accepted-q2.log", reversalAccepted, q2Log{channel: "acquirer-channel/10.1.8.20:7001", oldDates: true}},

	{"reversal-not-found-pos.log", reversalNotFound, posLog{sent: "发送报文", received: "接收报文", hex: wrappedHex}},
	{"reversal-not-found-hex.txt", reversalNotFound, hexLog{dialect: ascii87, clock: "2006-01-02 15:04:05.000", sent: "send:", received: "recv:", spaced: true}},

	{"reversal-given-up-pos.log", reversalGivenUp, posLog{sent: "发送报文", received: "接收报文", hex: plainHex}},
	{"reversal-given-up-q2.log", reversalGivenUp, q2Log{channel: "acquirer-channel/10.1.8.20:7001", masked: true}},
}
