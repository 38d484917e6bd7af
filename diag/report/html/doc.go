// Package html writes a report as one HTML file that a shop can open, print and
// hand on. Its door is [Write].
//
// The file holds both languages and no script: two radio buttons and the style
// sheet choose which one is seen, read aloud and printed. It loads nothing; its
// content security policy forbids that, and names the style sheet by its digest.
// What the file says is what [report.Say] says, with the proof of each payment
// to the byte. Nothing from a source gets in but through clean or free, which
// take out what could act on a screen, and html/template, which takes the power
// from what could act in a page.
package html
