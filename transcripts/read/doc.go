// Package read is the door for dumps: [Events] recognises the encoding and the
// formats of each input, cuts it into records, decodes and masks them and gives
// events in order. Nothing unmasked leaves it.
//
// The way of a byte: lines.go cuts the original into lines, encoding.go turns a
// line into UTF-8, package logs cuts lines into records, source.go makes events
// of records, repeat.go leaves out lists that only repeat a message, merge.go
// puts several sources in order. Each input is read once and never held: what
// stays in memory is one line and the messages under way.
//
// It opens no files and knows no archives but gzip, whose places count in the
// content.
package read
