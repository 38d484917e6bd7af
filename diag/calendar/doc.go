// Package calendar counts business days. Its door is [New]: it takes the bank
// holidays and the make-up workdays that a profile tells, [Calendar.In] says
// whose weekend it is, and [Calendar.Add] counts.
//
// It knows no bank holiday by itself, since they are set anew every year: where
// the profile tells none for a year, a result says that it may be later. Which
// days are the weekend is data under data/, from general knowledge, dated; for a
// country that is not there nothing is counted. Days are midnight UTC; no clock
// of this machine is read.
package calendar
