// Package diag holds the words for what posdoctor says: a [Transaction] is one
// attempt to pay as a tree of legs, a [Verdict] says where its money is, a
// [Guard] says what nobody may do now, a [Finding] says what is wrong and a
// [Check] what was looked at. It has types only; diagnose below it turns
// events into a [Report]. Nothing under it reads files, clocks or networks.
package diag
