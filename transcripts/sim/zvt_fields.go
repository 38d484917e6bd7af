package sim

import (
	"fmt"
	"time"
)

// bmp is one field: its tag and its value.
func bmp(tag byte, value ...byte) []byte { return append([]byte{tag}, value...) }

// lvar is a field whose length stands before it, a digit a byte behind an F.
func lvar(tag byte, digits int, value []byte) []byte {
	out := []byte{tag}
	for _, c := range fmt.Sprintf("%0*d", digits, len(value)) {
		out = append(out, 0xF0|byte(c-'0'))
	}
	return append(out, value...)
}

func zvtAmount(minor int64) []byte { return bmp(0x04, packed(fmt.Sprintf("%012d", max(minor, 0)))...) }

func zvtWhen(t time.Time) []byte {
	return append(bmp(0x0C, packed(t.Format("150405"))...), bmp(0x0D, packed(t.Format("0102"))...)...)
}

// zvtPlace is terminal id and currency.
func zvtPlace(s Scenario) []byte {
	return append(bmp(0x29, packed(s.Terminal)...), bmp(0x49, 0x09, 0x78)...)
}

// zvtState is the content of the completion after a status enquiry.
func zvtState(s Scenario) []byte {
	var out []byte
	if s.Software != "" {
		out = lvar(0, 3, []byte(s.Software))[1:]
	}
	status := s.Status
	switch {
	case status != "":
	case s.Does(PrinterOut):
		status = "CC"
	default:
		status = "00"
	}
	return append(out, packed(status)...)
}

// zvtResult is the content of a status information about a payment. One that was
// not approved tells its code and the terminal, as real terminals do.
func zvtResult(s Scenario, e entry, originalSTAN string) []byte {
	out := bmp(0x27, packed(e.Code)...)
	if e.Code != zvtProtocol.approved.code {
		return append(out, bmp(0x29, packed(s.Terminal)...)...)
	}
	out = append(out, zvtAmount(e.Minor)...)
	out = append(out, bmp(0x0B, packed(e.STAN)...)...)
	out = append(out, zvtWhen(e.at)...)
	out = append(out, bmp(0x19, 0x60)...)
	out = append(out, lvar(0x22, 2, packed("411111EEEEEE1111"))...)
	out = append(out, bmp(0x29, packed(s.Terminal)...)...)
	out = append(out, bmp(0x2A, []byte(fmt.Sprintf("%-15s", s.Merchant))...)...)
	if originalSTAN != "" {
		out = append(out, bmp(0x37, packed(originalSTAN)...)...)
	}
	out = append(out, bmp(0x3B, append([]byte(e.Auth), 0, 0)...)...)
	out = append(out, bmp(0x49, 0x09, 0x78)...)
	out = append(out, bmp(0x87, packed(e.Receipt[2:])...)...)
	out = append(out, bmp(0x8A, 0x0A)...)
	return append(out, lvar(0x8B, 2, []byte("Visa\x00"))...)
}

// zvtAsked finds the amount in a payment command.
func zvtAsked(b []byte) int64 {
	var minor int64
	for i := 0; i < len(b); {
		n, ok := zvtAskedLengths[b[i]]
		if !ok || i+1+n > len(b) {
			break
		}
		if b[i] == 0x04 {
			minor = amountOf(unpacked(b[i+1 : i+1+n]))
		}
		i += 1 + n
	}
	return minor
}

// zvtAskedLengths are the fields that may stand before the amount.
var zvtAskedLengths = map[byte]int{0x04: 6, 0x49: 2, 0x19: 1, 0x0E: 2, 0x87: 2, 0x02: 1, 0x05: 1}

// zvtReceiptAsked finds the receipt number in a void: behind three bytes of
// password.
func zvtReceiptAsked(b []byte) string {
	if len(b) >= 6 && b[3] == 0x87 {
		return unpacked(b[4:6])
	}
	return ""
}
