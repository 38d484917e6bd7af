package main

import "golang.org/x/sys/windows"

// systemLanguage is the first display language the user chose in Windows.
func systemLanguage() string {
	langs, err := windows.GetUserPreferredUILanguages(windows.MUI_LANGUAGE_NAME)
	if err != nil || len(langs) == 0 {
		return ""
	}
	return langs[0]
}
