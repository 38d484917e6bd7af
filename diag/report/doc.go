// Package report turns a diag.Report into what leaves posdoctor: [JSON] and
// [Lines] as [Schema] and [LinesSchema] describe them, and [Page], the layout
// tree [Doc] that is drawn as text. It decides nothing: it counts, orders,
// shortens and words what the report holds.
package report
