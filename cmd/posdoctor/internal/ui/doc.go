// Package ui draws a report.Doc on a terminal, in a pipe or for a screen
// reader. Its door is [Screen.Draw]; [Detect] says what the other end can show,
// and [Screen.Run] draws a view in full screen while it changes.
//
// It is the only package that knows of lipgloss and bubbletea, so that a change
// of drawing library touches one folder. Widths count terminal cells: a Chinese
// character takes two, a combining mark none. It decides nothing about content.
package ui
