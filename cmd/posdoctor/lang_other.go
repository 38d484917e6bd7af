//go:build !windows

package main

// systemLanguage is only asked where the locale variables are not the rule.
// Terminals of Unix systems, macOS included, set LANG themselves.
func systemLanguage() string { return "" }
