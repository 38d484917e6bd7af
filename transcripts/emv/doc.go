// Package emv reads chip data. Its door is [Parse], which takes BER-TLV apart;
// [Fields] turns the result into masked fields for showing, and [Walk] is the
// allocation-free way through the same bytes for long logs.
//
// What may be shown is decided by tag: the list in tags.tsv keeps the evidence
// (cryptogram, counters, results), truncates the card number and drops tracks,
// names, PIN data and everything that is not listed, vendor tags included. The
// package verifies no cryptogram: it has no keys.
package emv
