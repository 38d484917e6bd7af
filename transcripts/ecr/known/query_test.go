package known_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/allow"
	"github.com/posdoctor/posdoctor/transcripts/ecr/known"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// params are filled so that every question is there.
func params(profile string) ecr.Params {
	return ecr.Params{Password: "000000", Terminal: "12345678", Register: "00000001", Reference: "000123", Profile: profile}
}

// questions gives every query of a protocol over a link, in every variant, and
// with nothing known.
func questions(p ecr.Protocol, l wire.Link) []ecr.Query {
	if p.Queries == nil {
		return nil
	}
	out := append(p.Queries(l, params("")), p.Queries(l, ecr.Params{})...)
	for _, v := range p.Variants {
		out = append(out, p.Queries(l, params(v.ID))...)
	}
	return out
}

// faults says what is wrong with the declaration of a query.
func faults(p ecr.Protocol, q ecr.Query) (out []string) {
	s := q.Spec()
	bad := func(wrong bool, what string) {
		if wrong {
			out = append(out, what)
		}
	}
	bad(q.IsZero(), "it asks nothing")
	bad(s.Protocol != p.ID, "it is of another protocol")
	bad(s.Name == "" || s.Purpose == "", "no name or purpose")
	bad(s.Title.EN == "" || s.Title.ZH == "", "no title in both languages")
	bad(len(s.Frame) == 0, "no bytes")
	bad(s.Dialogue == nil, "no dialogue")
	bad(s.Effects != 0 && (s.Note.EN == "" || s.Note.ZH == ""), "an effect without a note in both languages")
	bad(s.AckWait <= 0 && s.AnswerWait <= 0 || s.AckWait > time.Minute || s.AnswerWait > 10*time.Minute, "it may wait for ever, or not at all")
	bad(s.Repeats < 0 || s.Repeats > 3, "it is sent too often")
	for _, a := range s.Acks {
		bad(len(a) == 0, "an acknowledgement without bytes")
	}
	return out
}

// harms gives the kinds of money commands that bytes of a till are in a protocol.
func harms(p ecr.Protocol, l wire.Link, raw []byte) (out []transcripts.Kind) {
	c := p.NewConversation(options())
	for _, f := range framed(p, l, raw) {
		if f.Kind != wire.Data || f.Fault != nil || f.Check == wire.CheckBad {
			continue
		}
		out = append(out, moving(c.Take(wire.FromRegister, f))...)
	}
	return out
}

func TestEveryQueryIsWhole(t *testing.T) {
	each(t, func(t *testing.T, p ecr.Protocol, l wire.Link) {
		for _, q := range questions(p, l) {
			for _, what := range faults(p, q) {
				t.Errorf("query %s: %s", q.Spec().Name, what)
			}
		}
		if p.Queries == nil {
			return
		}
		seen := map[string]bool{}
		for _, q := range p.Queries(l, params("")) {
			if seen[q.Spec().Name] {
				t.Errorf("two queries are called %s", q.Spec().Name)
			}
			seen[q.Spec().Name] = true
		}
	})
}

func TestNoQueryMovesMoney(t *testing.T) {
	each(t, func(t *testing.T, p ecr.Protocol, l wire.Link) {
		for _, q := range questions(p, l) {
			s := q.Spec()
			if k := harms(p, l, s.Frame); len(k) != 0 {
				t.Errorf("query %s is a command %v", s.Name, k)
			}
			frames := framed(p, l, s.Frame)
			for _, f := range frames {
				if f.Kind == wire.Rejected || f.Fault != nil {
					t.Errorf("query %s is no frame of its own protocol: %+v", s.Name, f)
				}
			}
			for _, a := range s.Acks {
				if k := harms(p, l, a); len(k) != 0 {
					t.Errorf("query %s: the acknowledgement %x is a command %v", s.Name, []byte(a), k)
				}
			}
		}
	})
}

// A settlement that is answered counts as a batch that was closed, so a question
// must never be told as one: totals close nothing.
func TestNoQueryIsTakenForASettlement(t *testing.T) {
	asked := false
	each(t, func(t *testing.T, p ecr.Protocol, l wire.Link) {
		for _, q := range questions(p, l) {
			s := q.Spec()
			asked = asked || s.Purpose == allow.Totals
			c := p.NewConversation(options())
			for _, f := range framed(p, l, s.Frame) {
				events := c.Take(wire.FromRegister, f)
				d := p.Describe(f, wire.FromRegister, options())
				if settles(events) || d.Message.Kind == transcripts.KindSettlement {
					t.Errorf("query %s is told as a settlement: %+v", s.Name, events)
				}
			}
		}
	})
	if !asked {
		t.Error("no protocol asks for totals, so nothing was proved")
	}
}

// A dialogue sends nothing but what its declaration lists, whatever comes.
func TestDialoguesSendOnlyTheirAcknowledgements(t *testing.T) {
	all := vectors(t)
	each(t, func(t *testing.T, p ecr.Protocol, l wire.Link) {
		for _, q := range questions(p, l) {
			for _, what := range strays(p, l, q, all) {
				t.Errorf("query %s: %s", q.Spec().Name, what)
			}
		}
	})
}

// strays plays the frames of all vectors, and signs, to a dialogue and tells what
// it would send that is not declared.
func strays(p ecr.Protocol, l wire.Link, q ecr.Query, all []vector) (out []string) {
	var frames []wire.Frame
	for _, v := range all {
		frames = append(frames, framed(p, l, v.raw)...)
	}
	for _, sign := range []wire.Sign{wire.ACK, wire.NAK, wire.ENQ, wire.EOT, wire.CAN, wire.Heartbeat, wire.Padding} {
		frames = append(frames, wire.Frame{Kind: wire.Control, Sign: sign, Raw: wire.Known([]byte{0x06})})
	}
	frames = append(frames, framed(p, l, q.Spec().Frame)...)
	check := func(step ecr.Step) {
		if step.Ack != nil && !q.Allows(step.Ack) {
			out = append(out, fmt.Sprintf("it would send %x", []byte(step.Ack)))
		}
		if !step.Refused.IsZero() && (step.Refused.EN == "" || step.Refused.ZH == "") {
			out = append(out, "a refusal in one language")
		}
	}
	together := q.Spec().Dialogue()
	for _, f := range frames {
		check(together.Take(f))
		check(q.Spec().Dialogue().Take(f))
	}
	return out
}

// unknowns are the pairs of protocols in which questions of the first are commands
// that the decoder of the second does not know, and so counts as moving money; each
// with the reason why no terminal of the second acts on them. A command that it
// knows to move money is never allowed.
var unknowns = map[string]string{
	"linkpos>concert":   notInConcert,
	"nets>concert":      notInConcert,
	"poslink>concert":   notInConcert,
	"transbank>concert": notInConcert,
	"linkpos>nets":      "read as NETS it is function 74 of version 00, and NETS has version 01 and no function 74",
}

const notInConcert = "a Concert terminal takes a message only in a session that ENQ opened, and only of 34 characters that start with a number of the till"

func TestNoQueryIsACommandElsewhere(t *testing.T) {
	used, there := map[string]bool{}, map[string]bool{}
	each(t, func(t *testing.T, p ecr.Protocol, l wire.Link) {
		there[p.ID] = true
		for _, q := range questions(p, l) {
			for _, other := range known.All() {
				if other.ID == p.ID {
					continue
				}
				pair := p.ID + ">" + other.ID
				for _, ol := range other.Links {
					for _, k := range harms(other, ol, q.Spec().Frame) {
						if k == transcripts.KindUnknown && unknowns[pair] != "" {
							used[pair] = true
							continue
						}
						t.Errorf("%s: %s over %s is a command %q there: %x", pair, q.Spec().Name, ol, k, q.Spec().Frame)
					}
				}
			}
		}
	})
	for pair := range unknowns {
		if a, b, _ := strings.Cut(pair, ">"); there[a] && there[b] && !used[pair] {
			t.Errorf("%s is allowed and does not happen", pair)
		}
	}
}

// A proof that cannot fail is none.

type answering struct{ ack allow.Ack }

func (a answering) Take(wire.Frame) allow.Step { return allow.Step{Ack: a.ack} }

func TestTheProofsSeeABadQuery(t *testing.T) {
	p, ok := known.ByID("verifonepoint")
	if !ok {
		t.Fatal("the protocol is gone")
	}
	sale := append([]byte("\x02y0000000001250"), bytes.Repeat([]byte("0"), 66)...)
	sale = append(sale, 0x03)
	sale = append(sale, wire.XOR(0, sale[1:]))
	if k := harms(p, wire.Serial, sale); len(k) != 1 || k[0] != transcripts.KindSale {
		t.Errorf("a sale is taken for %v", k)
	}
	good := allow.Spec{
		Protocol: p.ID, Name: "status", Purpose: allow.Status, Title: codes.Text{EN: "a", ZH: "甲"}, Frame: []byte("\x02s00\x03\x70"),
		AckWait: time.Second, AnswerWait: time.Second, Acks: []allow.Ack{{0x06}}, Dialogue: func() allow.Dialogue { return answering{allow.Ack{0x06}} },
	}
	if got := faults(p, allow.Declare(good)); len(got) != 0 {
		t.Errorf("a good query has faults: %q", got)
	}
	if got := strays(p, wire.Serial, allow.Declare(good), vectors(t)); len(got) != 0 {
		t.Errorf("a good dialogue has faults: %q", got)
	}
	for name, spoil := range map[string]func(*allow.Spec){
		"protocol": func(s *allow.Spec) { s.Protocol = "zzz" },
		"name":     func(s *allow.Spec) { s.Name = "" },
		"title":    func(s *allow.Spec) { s.Title.ZH = "" },
		"bytes":    func(s *allow.Spec) { s.Frame = nil },
		"note":     func(s *allow.Spec) { s.Effects = allow.Prints },
		"waits":    func(s *allow.Spec) { s.AnswerWait = time.Hour },
		"repeats":  func(s *allow.Spec) { s.Repeats = 9 },
		"acks":     func(s *allow.Spec) { s.Acks = []allow.Ack{{}} },
	} {
		s := good
		spoil(&s)
		if len(faults(p, allow.Declare(s))) == 0 {
			t.Errorf("a spoilt %s is not seen", name)
		}
	}
	s := good
	s.Dialogue = func() allow.Dialogue { return answering{sale} }
	if len(strays(p, wire.Serial, allow.Declare(s), vectors(t))) == 0 {
		t.Error("a dialogue that sends a sale is not seen")
	}
}
