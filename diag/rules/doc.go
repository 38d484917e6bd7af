// Package rules finds what is wrong or worth knowing. Its door is [Set]: it is
// shown each transaction, exchange, fault and gap once and gives the findings,
// grouped, with root causes hiding what they explain.
package rules
