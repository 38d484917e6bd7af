// Package tell makes events of frames and keeps count of the turns that they
// belong to, for the decoders of cash-register protocols. Its door is [Message];
// [Read], [Frame], [Fault], [Device] and [Signal] are its sisters for what is not
// whole or no message.
//
// [Talks] numbers turns where a protocol pairs by itself, [Turns] also follows
// who asked and who answers on a line on which one thing happens at a time, and
// [Recent] remembers the newest of what passed by.
package tell
