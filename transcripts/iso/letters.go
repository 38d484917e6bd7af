package iso

// Letters gives the three letters of a currency from its numeric code in ISO
// 4217, with or without a zero before it; what it does not know comes back as it
// is.
func Letters(code string) string {
	if s := letters([]byte(code)); s != "" {
		return s
	}
	return code
}
