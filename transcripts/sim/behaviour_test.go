package sim

import (
	"encoding/hex"
	"strings"
	"testing"
	"time"
)

const (
	transbankPoll   = "02303130300302"
	transbankTotals = "02303730307c7c0304"
	transbankNone   = "02303731307c30307c307c307c0305" // 0710|00|0|0|, from the published answer with other digits
	transbankSale   = "02303230307c3132337c0331"
)

func TestSilentTerminal(t *testing.T) {
	b := benchOf(t, "protocol: codepay\nbehaviour: silent\n")
	b.send("55aa010000000001cc33")
	b.want(time.Hour)
}

func TestEchoSendsBackAndNothingElse(t *testing.T) {
	b := benchOf(t, "protocol: transbank\nbehaviour: echo\n")
	b.send("0230")
	b.send("31ff")
	b.want(time.Hour, "0230", "31ff")
}

func TestNoiseComesBeforeTheFrameAndIsNone(t *testing.T) {
	b := benchOf(t, "protocol: transbank\nbehaviour: noise\n")
	b.send(transbankTotals)
	got := b.hear(time.Second)
	if len(got) != 3 || got[0] != ackByte || got[2] != transbankNone {
		t.Fatalf("got %v", got)
	}
	for _, p := range protocols {
		for _, link := range p.links {
			f, n := p.cut(Scenario{Link: link, Variant: "std"})(unhex(t, got[1]))
			if n > 0 && f.kind != junk {
				t.Errorf("%s over %s takes the noise for a frame", p.id, link)
			}
		}
	}
}

func TestHalfFrames(t *testing.T) {
	b := benchOf(t, "protocol: transbank\nbehaviour: half_frames\n")
	b.send(transbankTotals)
	b.want(time.Second, ackByte, transbankNone[:14])
}

func TestNAKStorm(t *testing.T) {
	b := benchOf(t, "protocol: transbank\nbehaviour: nak_storm\n")
	b.send(transbankPoll)
	b.want(time.Second, "15", "15", "15", "15", "15")
}

func TestSlowBytesComeOneByOne(t *testing.T) {
	b := benchOf(t, "protocol: transbank\nbehaviour: slow_bytes\n")
	b.send(transbankTotals)
	got := b.hear(3 * time.Second)
	if strings.Join(got[1:], "") != transbankNone || len(got) != 1+len(transbankNone)/2 {
		t.Errorf("got %v", got)
	}
}

func TestLateAcknowledgementIsGluedToTheAnswer(t *testing.T) {
	b := benchOf(t, "protocol: transbank\nbehaviour: late_ack\n")
	b.send(transbankTotals)
	b.want(time.Second, ackByte+transbankNone)
	b.send(ackByte)
	b.send(transbankPoll) // nothing follows that it could be glued to
	b.want(time.Minute, ackByte)
}

func TestALostResponseIsInTheJournal(t *testing.T) {
	b := benchOf(t, "protocol: transbank\nbehaviour: lost_response\n")
	b.send(transbankSale)
	b.want(time.Hour, ackByte)
	b.send("02303235307c0378") // last sale
	got := b.hear(time.Second)
	if len(got) != 2 || !strings.HasPrefix(got[1], "02"+hex.EncodeToString([]byte("0260|00|"))) {
		t.Errorf("the last sale is told as %v", got)
	}
}

func TestUnplugCutsTheResultOff(t *testing.T) {
	b := benchOf(t, "protocol: transbank\nbehaviour: unplug\n")
	b.send(transbankSale)
	b.want(time.Hour, ackByte)
	if b.out != cableOut {
		t.Errorf("the cable is out for %s", b.out)
	}
	if e, _ := b.term.desk.latest(); e.Minor != 123 || e.Code != "00" {
		t.Errorf("the payment was not carried out: %+v", e)
	}
	b.send(transbankPoll)
	b.want(time.Second, ackByte)
}

func TestNoCompletion(t *testing.T) {
	b := benchOf(t, "protocol: zvt\nlink: tcp\nbehaviour: no_completion\n")
	b.send("06010704000000000154")
	var got []string
	for range 6 {
		got = append(got, b.hear(4500*time.Millisecond)...)
		b.send("800000")
	}
	all := strings.Join(got, " ")
	if !strings.Contains(all, "040f") || strings.Contains(all, "060f") {
		t.Errorf("got %v", got)
	}
}

func TestPendingReversalComesFirstAndOnce(t *testing.T) {
	b := benchOf(t, "protocol: zvt\nlink: tcp\nbehaviour: pending_reversal\n")
	for _, want := range [][]string{{"04ff0105", "060f0100"}, {"060f0100"}} {
		b.send("050100")
		b.want(ackAfter, "800000")
		for _, w := range want {
			b.want(time.Second, w)
			b.send("800000")
		}
	}
}

func TestBusy(t *testing.T) {
	for name, tt := range map[string]struct {
		yaml, send string
		want       []string
	}{
		"zvt says so":        {"protocol: zvt\n", "10020501031234561003e043", []string{ackByte, "1002849c001003c341"}},
		"concert says no":    {"protocol: concert\n", "05", []string{"15"}},
		"others stay silent": {"protocol: transbank\n", transbankTotals, []string{ackByte}},
	} {
		t.Run(name, func(t *testing.T) {
			b := benchOf(t, tt.yaml+"behaviour: busy\n")
			b.send(tt.send)
			b.want(time.Hour, tt.want...)
		})
	}
}

func TestPrinterOut(t *testing.T) {
	b := benchOf(t, "protocol: zvt\nlink: tcp\nbehaviour: printer_out\n")
	b.send("050100")
	b.want(time.Second, "800000", "060f01cc")
	b = benchOf(t, "protocol: transbank\nterminal: \"75001087\"\nbehaviour: printer_out\n")
	b.send(transbankSale)
	b.want(9*time.Second, ackByte, hex.EncodeToString(stxFrame([]byte("0210|24|597029414300|75001087|"))))
}

func TestAVoidTakesOneSaleBackOnce(t *testing.T) {
	b := benchOf(t, "protocol: transbank\njournal: [{amount: 100, stan: \"63\"}]\n")
	void := hex.EncodeToString(stxFrame([]byte("1200|000063|")))
	for _, want := range []string{"1210|00|", "1210|05|"} {
		b.send(void)
		got := b.hear(9 * time.Second)
		if len(got) != 2 || !strings.HasPrefix(got[1], "02"+hex.EncodeToString([]byte(want))) {
			t.Errorf("got %v, want %s", got, want)
		}
		b.send(ackByte)
	}
}

func TestAnAnswerIsSentAgainUntilItIsConfirmed(t *testing.T) {
	b := benchOf(t, "protocol: transbank\n")
	b.send(transbankTotals)
	b.want(time.Hour, ackByte, transbankNone, transbankNone, transbankNone)
	b.send(transbankTotals)
	b.want(time.Second, ackByte, transbankNone)
	b.send("15")
	b.want(time.Second, transbankNone)
	b.send(ackByte)
	b.want(time.Hour)
}

// A till that sends its command again gets no second payment.
func TestACommandDuringAPaymentIsNotCarriedOut(t *testing.T) {
	b := benchOf(t, "protocol: transbank\n")
	b.send(transbankSale)
	b.hear(time.Second)
	b.send(transbankSale)
	b.hear(8 * time.Second)
	if n := len(b.term.desk.journal); n != 1 {
		t.Errorf("%d payments", n)
	}
}

// A till may ask on at once: that the terminal has still to confirm a message is
// no work that would keep it busy.
func TestTheNextQuestionMayFollowAtOnce(t *testing.T) {
	const ask, done, positive = "10020501031234561003e043", "1002060f0bf0f0f7322e31342e3135001003b111", "10028000001003f51f"
	b := benchOf(t, "protocol: zvt\nsoftware: 2.14.15\n")
	b.send(ask)
	b.want(90*time.Millisecond, ackByte, positive)
	b.send(ackByte)
	b.want(time.Second, done)
	b.send(ackByte + positive + ask)
	b.want(90*time.Millisecond, ackByte, ackByte, positive)
	b.send(ackByte)
	b.want(time.Second, done)
}

func TestBytesThatAreNoFrameAreRefusedAfterASilence(t *testing.T) {
	b := benchOf(t, "protocol: transbank\n")
	b.send("ffff02303130") // noise and half a frame
	b.want(silence - time.Millisecond)
	b.want(time.Second, "15")
	b.send(transbankPoll)
	b.want(time.Second, ackByte)
	b.send("02303130300301") // wrong check sum
	b.want(time.Second, "15")
}

func TestFramesMayComeInPieces(t *testing.T) {
	b := benchOf(t, "protocol: transbank\n")
	for _, c := range unhex(t, transbankTotals) {
		b.term.Receive(b.now, []byte{c})
		b.now = b.now.Add(time.Millisecond)
	}
	b.want(time.Second, ackByte, transbankNone)
}

// A check sum may look like any sign: it is a part of its frame.
func TestACheckSumIsNeverTakenForASign(t *testing.T) {
	b := benchOf(t, "protocol: transbank\n")
	b.send("02303530307c7c0306") // ends in 06
	got := b.hear(time.Second)
	if len(got) != 2 {
		t.Errorf("got %v", got)
	}
}

func TestTheClockIsOff(t *testing.T) {
	b := benchOf(t, "protocol: ecr17\nclock: -95m\n")
	b.send("02313233343536373830730334")
	if got := b.hear(time.Second)[1]; !strings.Contains(got, hex.EncodeToString([]byte("2011260725"))) {
		t.Errorf("got %s", got)
	}
}
