package capture

import "time"

// calm is how long a line must have been quiet for a capture to go on in another
// file, so that no payment is cut in two; a file is let grow to overgrown times
// its limit to wait for that.
const (
	calm      = time.Minute
	overgrown = 2
)

// rotate goes on in another file when this one is large or old enough.
func (w *Writer) rotate(now time.Time) {
	if w.cfg.Next == nil || w.err != nil || w.stats.Records == 0 {
		return
	}
	large := w.cfg.LimitBytes > 0 && w.written >= w.cfg.LimitBytes
	old := w.cfg.LimitAge > 0 && now.Sub(w.since) >= w.cfg.LimitAge
	tooLarge := w.cfg.LimitBytes > 0 && w.written >= overgrown*w.cfg.LimitBytes
	if !large && !old || !tooLarge && now.Sub(w.stats.To) < calm {
		return
	}
	w.flushAll()
	next, err := w.cfg.Next()
	if err != nil {
		w.err = err
		return
	}
	w.put(Entry{Mark: &Mark{Time: now, Sign: Rotated}})
	w.out, w.written = next, 0
	w.begin(now)
	w.put(Entry{Mark: &Mark{Time: now, Sign: Rotated}})
}
