package wire

// XOR is the longitudinal redundancy check (LRC, also BCC) that most
// cash-register protocols use: all bytes XORed, beginning with seed.
func XOR(seed byte, b []byte) byte {
	for _, c := range b {
		seed ^= c
	}
	return seed
}

// Kermit is CRC-16/KERMIT: reflected polynomial 8408, init 0000 (ZVT, verified
// on published frames).
func Kermit(b []byte) uint16 {
	var crc uint16
	for _, c := range b {
		crc ^= uint16(c)
		for range 8 {
			if crc&1 != 0 {
				crc = crc>>1 ^ 0x8408
			} else {
				crc >>= 1
			}
		}
	}
	return crc
}

// XModem is CRC-16/XMODEM: polynomial 1021, init 0000 (ABECS 2.12, section 2.2).
func XModem(b []byte) uint16 {
	var crc uint16
	for _, c := range b {
		crc ^= uint16(c) << 8
		for range 8 {
			if crc&0x8000 != 0 {
				crc = crc<<1 ^ 0x1021
			} else {
				crc <<= 1
			}
		}
	}
	return crc
}
