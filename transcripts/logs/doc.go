// Package logs cuts the lines of a terminal log into records. Its door is
// [Cutter]: lines go in one by one, and out come the bytes of messages, lists of
// fields that a log already took apart, and lines that say in words what
// happened. One file holds one format; several formats may share an input.
//
// It decodes no message and masks nothing: records hold clear text and live
// only until the reader that asked for them has masked what it keeps.
package logs
