package redact

// brand is a range of card number prefixes with the lengths that its cards
// have. Prefixes are compared as four digits, so "51" to "55" is 5100 to 5599.
type brand struct {
	from, to uint16
	lengths  lengths
}

// lengths is a set of card number lengths: bit n is set for n digits.
type lengths uint32

func span(from, to int) lengths {
	var l lengths
	for n := from; n <= to; n++ {
		l |= 1 << n
	}
	return l
}

func (l lengths) has(n int) bool { return l&(1<<n) != 0 }

// shortestLoose is the least length that is taken for a card number on its
// looks alone. Twelve digits are left alone: every retrieval reference number
// of 2026 looks like a Maestro card.
const shortestLoose = 13

// brands are the prefixes of the large schemes. Ranges may overlap.
var brands = []brand{
	{4000, 4999, 1<<13 | 1<<16 | 1<<18 | 1<<19}, // Visa
	{5100, 5599, 1 << 16},                       // Mastercard
	{2221, 2720, 1 << 16},                       // Mastercard, second series
	{3400, 3499, 1 << 15},                       // American Express
	{3700, 3799, 1 << 15},                       // American Express
	{3528, 3589, span(16, 19)},                  // JCB
	{3000, 3059, span(14, 19)},                  // Diners Club
	{3095, 3095, span(14, 19)},                  // Diners Club
	{3600, 3699, span(14, 19)},                  // Diners Club
	{3800, 3999, span(14, 19)},                  // Diners Club
	{2200, 2204, span(16, 19)},                  // Mir
	{5000, 5099, span(shortestLoose, 19)},       // Maestro
	{5600, 5899, span(shortestLoose, 19)},       // Maestro
	{6000, 6999, span(shortestLoose, 19)},       // Maestro, Discover, UnionPay, RuPay
	{8100, 8199, span(16, 19)},                  // UnionPay
	{9558, 9559, 1 << 19},                       // Chinese debit cards older than the 62 range
}

// brandLengths holds the lengths for each prefix of four digits.
var brandLengths = func() (t [10000]lengths) {
	for _, b := range brands {
		for p := b.from; p <= b.to; p++ {
			t[p] |= b.lengths
		}
	}
	return t
}()

// unionPay are the lengths of cards that start with 62 or 81. Some of them do
// not follow Luhn, so their prefix and length alone count.
var unionPay = span(16, 19)

// prefix gives the lengths that a card starting with d may have, and whether it
// needs no check digit. d has at least four digits.
func prefix(d []byte) (l lengths, open bool) {
	p := int(d[0]-'0')*1000 + int(d[1]-'0')*100 + int(d[2]-'0')*10 + int(d[3]-'0')
	return brandLengths[p], d[0] == '6' && d[1] == '2' || d[0] == '8' && d[1] == '1'
}

// luhn checks the check digit of ISO/IEC 7812-1, annex B.
func luhn(d []byte) bool {
	sum, double := 0, false
	for i := len(d) - 1; i >= 0; i-- {
		n := int(d[i] - '0')
		if double {
			n *= 2
			if n > 9 {
				n -= 9
			}
		}
		sum += n
		double = !double
	}
	return sum%10 == 0
}

// isCard reports whether d, whole, looks like a card number.
func isCard(d []byte) bool {
	n := len(d)
	if n < shortestLoose || n > longest {
		return false
	}
	l, open := prefix(d)
	return open && unionPay.has(n) || l.has(n) && luhn(d)
}
