package serial

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

func TestListenTellsBytesAndSilences(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := newFake()
		p := f.port("fake")
		began := time.Now()
		go func() {
			for _, r := range []reply{{300 * ms, "a"}, {199 * ms, "b"}, {500 * ms, "c"}} {
				time.Sleep(r.after)
				f.in <- []byte(r.bytes)
			}
			close(f.in)
		}()
		type heard struct {
			bytes string
			at    time.Duration
		}
		var got []heard
		err := p.Listen(t.Context(), 200*ms, func(c Chunk) error {
			if c.From != wire.SideUnknown {
				t.Errorf("side %q", c.From)
			}
			got = append(got, heard{string(c.Bytes), c.At.Sub(began)})
			return nil
		})
		want := []heard{{"", 200 * ms}, {"a", 300 * ms}, {"b", 499 * ms}, {"", 699 * ms}, {"", 899 * ms}, {"c", 999 * ms}}
		if len(got) != len(want) {
			t.Fatalf("heard %v, want %v", got, want)
		}
		for i := range want {
			if got[i] != want[i] {
				t.Errorf("heard %v, want %v", got[i], want[i])
			}
		}
		if kindOf(err) != Unplugged {
			t.Errorf("error %v", err)
		}
		if len(f.written()) > 0 {
			t.Errorf("listening wrote %q", f.written())
		}
	})
}

func TestListenEnds(t *testing.T) {
	stop := errors.New("enough")
	tests := []struct {
		name string
		do   func(f *fake, cancel func())
		is   error
		kind Kind
	}{
		{"by its caller", func(f *fake, _ func()) { f.in <- []byte("x") }, stop, "no *Error"},
		{"with its context", func(_ *fake, cancel func()) { cancel() }, context.Canceled, "no *Error"},
		{"with Close", func(f *fake, _ func()) { _ = f.close() }, errOwnClose, Closed},
		{"with the cable", func(f *fake, _ func()) { close(f.in) }, nil, Unplugged},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				f := newFake()
				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				time.AfterFunc(time.Minute, func() { tt.do(f, cancel) })
				err := f.port("fake").Listen(ctx, 0, func(c Chunk) error {
					if len(c.Bytes) == 0 {
						t.Error("a silence was told, though none was asked for")
					}
					return stop
				})
				if tt.is != nil && !errors.Is(err, tt.is) || kindOf(err) != tt.kind {
					t.Errorf("error %v", err)
				}
			})
		})
	}
}
