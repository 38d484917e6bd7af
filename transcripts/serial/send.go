package serial

import "time"

const (
	// pieceSize keeps a write small enough to end soon at any speed, and to lose
	// little when the other side stops taking bytes.
	pieceSize = 256
	// pieceLimit is how long one piece may take. 256 bytes need 2.2 s at 1200
	// baud, and the driver buffers several pieces.
	pieceLimit = 5 * time.Second
)

// send writes b. It is the only caller of line.write, and has two callers: Ask
// and the bridge of a tap; a test holds that.
func send(l line, b []byte) (int, error) {
	done := 0
	for done < len(b) {
		n, err := l.write(b[done:min(done+pieceSize, len(b))], pieceLimit)
		done += n
		if err != nil {
			return done, err
		}
		// A driver may take nothing and call that no error.
		if n == 0 {
			return done, errNotTaken
		}
	}
	return done, nil
}
