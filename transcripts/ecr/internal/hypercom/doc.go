// Package hypercom reads the fields that several till protocols of Asia write
// behind their own header: two characters of type, a packed length of two bytes,
// the value, and a separator (1C). Its door is [Table]: what a protocol knows
// about its fields, loaded from a data file; it takes bodies apart, fills the
// common message, shows fields and hides what may not be kept.
//
// What is not in a table is hidden whole: nobody can say what it holds.
package hypercom
