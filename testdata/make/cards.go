package main

import (
	"fmt"
	"hash/fnv"
	"strings"
)

// card is a made-up or published test card.
type card struct {
	pan    string
	expiry string // YYMM
	scheme string // three letters of DE63
}

// The UnionPay numbers are made up; some fail the Luhn check, as mistyped or
// test-bank numbers in real logs do. The others are test numbers that the card
// schemes and processors publish.
var (
	unionpayA  = card{"6228480000000000019", "2912", "CUP"}
	unionpayB  = card{luhn("622848001020304050"), "2806", "CUP"}
	unionpayC  = card{luhn("622848009988776655"), "3003", "CUP"}
	unionpayD  = card{luhn("622848055443322110"), "2711", "CUP"}
	unionpayE  = card{"6228480123456789012", "2905", "CUP"}
	unionpayF  = card{luhn("622848077000123400"), "3108", "CUP"}
	unionpay16 = card{"6200000000000005", "2812", "CUP"}
	visa       = card{"4111111111111111", "2910", "VIS"}
	mastercard = card{"5555555555554444", "2809", "MCC"}
	amex       = card{"378282246310005", "3001", "AEX"}
)

// luhn adds the check digit.
func luhn(body string) string {
	sum := 0
	for i := range len(body) {
		d := int(body[len(body)-1-i] - '0')
		if i%2 == 0 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return fmt.Sprint(body, (10-sum%10)%10)
}

// track2 gives number, expiry, service code and made-up discretionary data.
func (c card) track2() string {
	return c.pan + "=" + c.expiry + "220" + fmt.Sprintf("%09d", pick("track", c.pan)%1_000_000_000)
}

// pick derives a number from words, the same on every run.
func pick(parts ...string) uint64 {
	h := fnv.New64a()
	for _, p := range parts {
		h.Write([]byte(p))
		h.Write([]byte{0})
	}
	// FNV changes its low bits too little on short input; one more mix.
	v := h.Sum64()
	v ^= v >> 31
	v *= 0x7fb5d329728ea185
	return v ^ v>>27
}

// pickHex derives n bytes as hex.
func pickHex(n int, parts ...string) string {
	var b strings.Builder
	for i := 0; b.Len() < 2*n; i++ {
		fmt.Fprintf(&b, "%016X", pick(append(parts, fmt.Sprint(i))...))
	}
	return b.String()[:2*n]
}

// tlv writes one tag.
func tlv(tag, value string) string { return fmt.Sprintf("%s%02X%s", tag, len(value)/2, value) }
