package sim

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"
)

// POSLink over TCP is HTTP: the frame of the serial line stands in the query of
// a GET, in base64; the answer's body is a frame.

var headEnd = []byte("\r\n\r\n")

func httpRequest(frame []byte) []byte {
	return fmt.Appendf(nil, "GET /?%s HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", base64.StdEncoding.EncodeToString(frame))
}

func httpAnswer(frame []byte) []byte {
	return append(fmt.Appendf(nil, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n", len(frame)), frame...)
}

// cutHTTP cuts requests and answers and gives the body of the frame in them.
func cutHTTP(b []byte) (piece, int) {
	end := bytes.Index(b, headEnd)
	switch {
	case end < 0 && len(b) < 4096:
		return piece{}, 0
	case end < 0:
		return piece{kind: junk}, len(b)
	}
	n := end + len(headEnd)
	var frame []byte
	if query, ok := bytes.CutPrefix(b, []byte("GET /?")); ok {
		query, _, _ = bytes.Cut(query, []byte(" "))
		frame, _ = base64.StdEncoding.DecodeString(string(query)) // what is no base64 gives no frame
	} else {
		length := 0
		for line := range strings.Lines(string(b[:end])) {
			if v, ok := strings.CutPrefix(line, "Content-Length: "); ok {
				length, _ = strconv.Atoi(strings.TrimSpace(v))
			}
		}
		if length < 0 || length > 1<<16 {
			return piece{kind: junk}, n
		}
		if len(b) < n+length {
			return piece{}, 0
		}
		frame, n = b[n:n+length], n+length
	}
	p, used := cutSTX(frame)
	if used == 0 || used != len(frame) || p.kind != data {
		return piece{kind: damaged}, n
	}
	return p, n
}
