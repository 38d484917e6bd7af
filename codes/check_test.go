package codes

import (
	"strings"
	"testing"
)

func TestGoodCode(t *testing.T) {
	for _, s := range []string{
		"05", "-34", "+40", "B3b5", "B5b2-1", "UnavailableService", "insufficient_funds",
		"ACQ.TRADE_HAS_SUCCESS", "no_response", "*", "-", "12345678", strings.Repeat("A", maxCode),
	} {
		if !goodCode(s) {
			t.Errorf("%q is refused", s)
		}
	}
	for _, s := range []string{
		"", "--", "+", "5 1", "5\t1", "_", ".", "_a", ".a", "1+1", "５１", "do not", strings.Repeat("A", maxCode+1),
		"123456789", "4111111111111111", "4111-1111-1111-1111", "card_4111111111111111", "4111.1111.1111.1111",
	} {
		if goodCode(s) {
			t.Errorf("%q is taken for a code", s)
		}
	}
}
