package evidence

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image/jpeg"
	"image/png"
	"slices"
)

var errImage = errors.New("damaged image")

// Markers of JPEG (ITU-T T.81, table B.1).
const (
	jpegSOI = 0xD8
	jpegEOI = 0xD9
	jpegSOS = 0xDA
	jpegCOM = 0xFE
)

// stripJPEG keeps the segments that draw the picture: no EXIF, GPS, XMP, IPTC,
// comments or previews, and nothing behind the end of the image. Of the
// application segments JFIF (APP0) and Adobe (APP14) say how to read colours.
func stripJPEG(b []byte) (clean []byte, dropped int64, err error) {
	out := []byte{0xFF, jpegSOI}
	for i := 2; ; {
		if i+4 > len(b) || b[i] != 0xFF {
			if i+2 <= len(b) && b[i] == 0xFF && b[i+1] == jpegEOI {
				break
			}
			return nil, 0, errImage
		}
		marker := b[i+1]
		if marker == 0xFF { // a fill byte
			i++
			continue
		}
		if marker == jpegEOI {
			break
		}
		end := i + 2 + int(binary.BigEndian.Uint16(b[i+2:]))
		if end < i+4 || end > len(b) {
			return nil, 0, errImage
		}
		if keepJPEG(marker, b[i+4:end]) {
			out = append(out, b[i:end]...)
		} else {
			dropped++
		}
		i = end
		if marker == jpegSOS {
			scan := entropy(b[i:])
			out = append(out, b[i:i+scan]...)
			i += scan
		}
	}
	out = append(out, 0xFF, jpegEOI)
	if _, err := jpeg.DecodeConfig(bytes.NewReader(out)); err != nil {
		return nil, 0, errImage
	}
	return out, dropped, nil
}

func keepJPEG(marker byte, body []byte) bool {
	switch {
	case marker == 0xE0:
		return bytes.HasPrefix(body, []byte("JFIF\x00")) && len(body) == 14 // without a preview
	case marker == 0xEE:
		return bytes.HasPrefix(body, []byte("Adobe")) && len(body) == 12
	case marker > 0xE0 && marker <= 0xEF, marker == jpegCOM:
		return false
	}
	return true
}

// entropy is the length of the coded data at the start of b: up to the next
// marker that is neither a stuffed byte nor a restart.
func entropy(b []byte) int {
	for i := 0; i+1 < len(b); i++ {
		if b[i] == 0xFF && b[i+1] != 0 && (b[i+1] < 0xD0 || b[i+1] > 0xD7) {
			return i
		}
	}
	return len(b)
}

// keptPNG are the chunks that draw a picture (PNG, third edition, 11).
var keptPNG = []string{"IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "sBIT", "pHYs"}

// stripPNG keeps those chunks, and nothing behind the last one.
func stripPNG(b []byte) (clean []byte, dropped int64, err error) {
	const head = 8
	out := slices.Clone(b[:head])
	for i := head; ; {
		if i+12 > len(b) {
			return nil, 0, errImage
		}
		size := int64(binary.BigEndian.Uint32(b[i:]))
		end := int64(i) + 12 + size
		if size > maxAttachment || end > int64(len(b)) {
			return nil, 0, errImage
		}
		chunk := b[i:end]
		if crc32.ChecksumIEEE(chunk[4:len(chunk)-4]) != binary.BigEndian.Uint32(chunk[len(chunk)-4:]) {
			return nil, 0, errImage
		}
		name := string(chunk[4:8])
		if slices.Contains(keptPNG, name) {
			out = append(out, chunk...)
		} else {
			dropped++
		}
		i = int(end)
		if name == "IEND" {
			break
		}
	}
	if _, err := png.DecodeConfig(bytes.NewReader(out)); err != nil {
		return nil, 0, errImage
	}
	return out, dropped, nil
}
