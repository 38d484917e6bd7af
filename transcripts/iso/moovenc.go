package iso

// The encoders below read; posdoctor writes no messages, so Encode always
// refuses. They are written apart from the walk on purpose: a test compares the
// two.

// bcdEncoder reads packed digits, the nibbles A to F included: D separates
// track 2, F pads and hides.
type bcdEncoder struct{ right bool }

// Encode is not used.
func (bcdEncoder) Encode([]byte) ([]byte, error) { return nil, errForm }

// Decode reads n digits.
func (e bcdEncoder) Decode(data []byte, n int) ([]byte, int, error) {
	size := (n + 1) / 2
	if len(data) < size {
		return nil, 0, errShort
	}
	nibbles := make([]byte, 0, 2*size)
	for _, c := range data[:size] {
		nibbles = append(nibbles, c/16, c%16)
	}
	if n%2 == 1 {
		if skipsFirst(nibbles[0], nibbles[len(nibbles)-1], e.right) {
			nibbles = nibbles[1:]
		} else {
			nibbles = nibbles[:len(nibbles)-1]
		}
	}
	for i, x := range nibbles {
		nibbles[i] = "0123456789ABCDEF"[x]
	}
	return nibbles, size, nil
}

// plainEncoder takes bytes as they are; text may hold GBK.
type plainEncoder struct{}

// Encode is not used.
func (plainEncoder) Encode([]byte) ([]byte, error) { return nil, errForm }

// Decode copies n bytes.
func (plainEncoder) Decode(data []byte, n int) ([]byte, int, error) {
	if len(data) < n {
		return nil, 0, errShort
	}
	return append([]byte{}, data[:n]...), n, nil
}

// ebcdicEncoder reads IBM code page 1047.
type ebcdicEncoder struct{}

// Encode is not used.
func (ebcdicEncoder) Encode([]byte) ([]byte, error) { return nil, errForm }

// Decode reads n characters.
func (ebcdicEncoder) Decode(data []byte, n int) ([]byte, int, error) {
	if len(data) < n {
		return nil, 0, errShort
	}
	out := make([]byte, n)
	for i := range out {
		out[i] = fromEBCDIC[data[i]]
	}
	return out, n, nil
}

// hexEncoder reads bytes written as hex characters.
type hexEncoder struct{}

// Encode is not used.
func (hexEncoder) Encode([]byte) ([]byte, error) { return nil, errForm }

// Decode reads n bytes from 2n characters.
func (hexEncoder) Decode(data []byte, n int) ([]byte, int, error) {
	if len(data) < 2*n {
		return nil, 0, errShort
	}
	out := make([]byte, n)
	for i := range out {
		hi, ok1 := hexNibble(data[2*i])
		lo, ok2 := hexNibble(data[2*i+1])
		if !ok1 || !ok2 {
			return nil, 0, errForm
		}
		out[i] = hi*16 + lo
	}
	return out, 2 * n, nil
}

// signedEncoder reads a sign character and packed digits behind it; n counts
// both.
type signedEncoder struct{}

// Encode is not used.
func (signedEncoder) Encode([]byte) ([]byte, error) { return nil, errForm }

// Decode reads the sign and n-1 digits.
func (signedEncoder) Decode(data []byte, n int) ([]byte, int, error) {
	if len(data) < 1 {
		return nil, 0, errShort
	}
	digits, size, err := bcdEncoder{right: true}.Decode(data[1:], n-1)
	if err != nil {
		return nil, 0, err
	}
	return append([]byte{data[0]}, digits...), size + 1, nil
}
