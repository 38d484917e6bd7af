// Package report turns a diag.Report into what leaves posdoctor: JSON as
// [Schema] describes it, and the layout tree [Doc] that is drawn as text.
package report
