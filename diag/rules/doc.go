// Package rules finds what is wrong or worth knowing. Its door is [Set]: it is
// shown each settled transaction and every exchange, signal, fault, gap and
// source, and gives the findings, grouped by id, with root causes hiding what
// they explain for the same transaction.
//
// A rule is one Go file with its check; what a person reads about it stands
// beside it in texts/<id>.yaml. A rule decides nothing about money: it reads
// the verdict that is already there.
package rules
