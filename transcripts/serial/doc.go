// Package serial holds the ports that a terminal hangs on: a serial device, a
// pseudo-terminal or a TCP connection. Its doors are [Open] and [Tap].
//
// A port can listen ([Port.Listen]) and ask ([Port.Ask]), and that is all: no
// method writes bytes of the caller's choosing. Ask takes a query from the
// allow-list of a protocol and sends nothing but that query's own bytes and the
// acknowledgements that it declares. [Tap] joins two ports and writes to each
// exactly the bytes that were just read from the other. Both go through one
// function, and a test that reads the types of the whole module proves that
// there is no third way.
//
// Below the doors stands the unexported interface line: what a driver gives,
// made to behave alike everywhere (device.go for go.bug.st/serial, network.go
// for TCP, fakes in the tests). What goes wrong is an [Error] whose Kind is
// known, and whose Problem says in words what to do next.
package serial
