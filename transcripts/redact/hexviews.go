package redact

// readHex reads a stretch of hex as packed digits, as ASCII and as EBCDIC, and
// looks for the PIN of a VERIFY command.
func (f *finder) readHex() {
	n := &f.nibs
	if n.letter || n.bytes {
		// Long words of decimal digits are read as text instead.
		f.packed()
	}
	if len(n.value) < 2*shortest {
		f.verify(0)
		return
	}
	f.characters(0)
	f.verify(0)
	if !n.pairs {
		f.characters(1)
		f.verify(1)
	}
}

const hexDigits = "0123456789ABCDEF"

// packed reads each nibble as a digit, or as the separator D.
func (f *finder) packed() {
	n := &f.nibs
	f.viewed, f.places = f.viewed[:0], f.places[:0]
	for i, h := range n.value {
		f.viewed = append(f.viewed, hexDigits[h])
		f.places = append(f.places, int32(i))
	}
	v := view{f: f, sym: f.viewed, at: f.places, nib: n, step: 1}
	v.scan()
	v.pinBlock()
}

// characters reads two nibbles as a character, in ASCII and in EBCDIC, from the
// given nibble on. Zero bytes are left out, for the sake of UTF-16.
func (f *finder) characters(from int) {
	n := &f.nibs
	ascii, ebcdic := 0, 0
	for i := from; i+1 < len(n.value); i += 2 {
		if n.value[i+1] <= 9 {
			switch n.value[i] {
			case 0x3:
				ascii++
			case 0xF:
				ebcdic++
			}
		}
	}
	if ascii >= shortest {
		f.encoded(from, &asciiText)
	}
	if ebcdic >= shortest {
		f.encoded(from, &ebcdicText)
	}
}

func (f *finder) encoded(from int, table *[256]byte) {
	n := &f.nibs
	f.viewed, f.places = f.viewed[:0], f.places[:0]
	for i := from; i+1 < len(n.value); i += 2 {
		if c := table[n.value[i]<<4|n.value[i+1]]; c != 0 {
			f.viewed = append(f.viewed, c)
			f.places = append(f.places, int32(i))
		}
	}
	v := view{f: f, sym: f.viewed, at: f.places, nib: n, step: 2}
	v.scan()
	v.track1()
}

// asciiText and ebcdicText give the ASCII character of a byte; 0 is left out.
// Of EBCDIC only what numbers and tracks are made of is told apart.
var asciiText, ebcdicText = func() (a, e [256]byte) {
	for i := range a {
		a[i] = byte(i)
		if i != 0 {
			e[i] = '#'
		}
	}
	for i := range byte(10) {
		e[0xF0+i] = '0' + i
	}
	for i := range byte(9) {
		e[0xC1+i], e[0xD1+i] = 'A'+i, 'J'+i
		if i < 8 {
			e[0xE2+i] = 'S' + i
		}
	}
	for b, c := range map[byte]byte{
		0x40: ' ', 0x60: '-', 0x61: '/', 0x4B: '.', 0x7E: '=', 0x6C: '%', 0x6F: '?',
		0x5E: ';', 0x5F: '^', 0xB0: '^', 0x6D: '_', 0x25: '\n', 0x15: '\n',
	} {
		e[b] = c
	}
	return a, e
}()

// verify masks the data of the card commands that carry a PIN: VERIFY (20),
// CHANGE REFERENCE DATA (24) and RESET RETRY COUNTER (2C) of ISO/IEC 7816-4,
// with the reference bytes that EMV uses for a clear and an enciphered PIN.
func (f *finder) verify(from int) {
	n := &f.nibs
	octet := func(i int) byte { return n.value[i]<<4 | n.value[i+1] }
	for i := from; i+12 <= len(n.value); i += 2 {
		ins := octet(i + 2)
		if ins != 0x20 && ins != 0x24 && ins != 0x2C || octet(i+4) > 1 {
			continue
		}
		if ref := octet(i + 6); ref != 0x80 && ref != 0x88 {
			continue
		}
		if class := octet(i); ins != 0x20 && class != 0x00 && class != 0x84 && class != 0x80 && class != 0x04 {
			continue
		}
		size := 2 * int(octet(i+8))
		if size == 0 {
			continue
		}
		f.dropHex(kindPIN, i+10, min(i+10+size, len(n.value)))
	}
}

// pinBlock looks for a clear PIN block of format 2 (ISO 9564-1): 2, the number of
// digits, the digits, and F to the end of eight bytes.
func (v *view) pinBlock() {
	s := v.sym
	for i := 0; i+16 <= len(s); i++ {
		if s[i] != '2' || s[i+15] != 'F' || s[i+14] != 'F' {
			continue
		}
		n := int(hexValue[s[i+1]])
		if n < 4 || n > shortest {
			continue
		}
		j := i + 2
		for j < i+2+n && isDigit(s[j]) {
			j++
		}
		if j != i+2+n {
			continue
		}
		for j < i+16 && s[j] == 'F' {
			j++
		}
		if j == i+16 {
			v.f.dropHex(kindPIN, i, j)
		}
	}
}

// dropHex masks nibbles [from, to).
func (f *finder) dropHex(k kind, from, to int) {
	n := &f.nibs
	changed := false
	for i := from; i < to; i++ {
		changed = f.cover(int(n.at[i]), 'x') || changed
		if m := n.mirror[i]; m >= 0 {
			f.cover(int(m), '*')
		}
	}
	if changed {
		first, _ := f.place(int(n.at[from]))
		last, size := f.place(int(n.at[to-1]))
		f.tell(k, first, last+size)
	}
}
