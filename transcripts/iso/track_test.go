package iso

import (
	"testing"

	"github.com/posdoctor/posdoctor/transcripts/redact"
)

// A log that wiped the track keeps no secret, one that did not does.
func TestOnlyAClearTrackCountsAsDropped(t *testing.T) {
	for track, want := range map[string]int64{
		"4111111111111111=30121010000000000000": 1,
		"411111______1111=____________________": 0,
		"":                                      0,
	} {
		m := redact.New([]byte("key of this test"))
		NewReader(m, "").Fields("0200", []FieldValue{{ID: "11", Value: "000001"}, {ID: "35", Value: track}})
		if got := m.Counts()["track"]; got != want {
			t.Errorf("track of %d characters: counted %d, want %d", len(track), got, want)
		}
	}
}
