package main

import (
	"fmt"
	"time"
)

// zone is Beijing time; logs here never say so, which is part of the exercise.
var zone = time.FixedZone("", 8*3600)

// shop is a pretend terminal that plays an incident and keeps what its log
// would show.
type shop struct {
	tid, mid, acquirer string
	operator           string
	batch, stan        int
	now                time.Time
	log                []entry
	// datesOriginals makes reversals name the day of the original; many
	// terminals know it only from an answer and send zeros.
	datesOriginals bool
	home, foreign  totals
}

// totals are what a batch holds for the cards of one kind.
type totals struct{ debit, credit tally }

// totals gives the half of the batch that a card counts in: UnionPay cards and
// those of foreign schemes settle apart.
func (s *shop) totals(c card) *totals {
	if c.scheme == "CUP" {
		return &s.home
	}
	return &s.foreign
}

// tally counts one side.
type tally struct {
	count int
	minor int64
}

func (t *tally) add(minor int64) { t.count++; t.minor += minor }

// trade is one attempt to pay.
type trade struct {
	card    card
	minor   int64
	entry   string // DE22
	request message
	answer  message
	name    words
}

func (t trade) stan() string { return t.request.fields[11] }

var (
	nameSale     = words{"消费", "sale"}
	nameVoid     = words{"消费撤销", "void"}
	nameBalance  = words{"余额查询", "balance"}
	nameReversal = words{"冲正", "reversal"}
	nameSignOn   = words{"签到", "sign-on"}
	nameSignOff  = words{"签退", "sign-off"}
	nameSettle   = words{"批结算", "settlement"}
)

// The entry modes in use.
const (
	chip        = "051"
	stripe      = "021"
	contactless = "072"
)

// start puts a shop at a moment of a day in November 2026.
func start(tid, mid string, batch, stan int, day int, clock string) *shop {
	t := must(time.Parse("15:04:05", clock))
	return &shop{
		tid: tid, mid: mid, acquirer: "01022900", operator: "01", batch: batch, stan: stan,
		now: time.Date(2026, 11, day, t.Hour(), t.Minute(), t.Second(), 0, zone),
	}
}

// pass lets time go by.
func (s *shop) pass(d time.Duration) { s.now = s.now.Add(d) }

// until jumps to a moment of a day in November 2026.
func (s *shop) until(day int, clock string) {
	t := must(time.Parse("15:04:05", clock))
	s.now = time.Date(2026, 11, day, t.Hour(), t.Minute(), t.Second(), 0, zone)
}

// note writes a journal line.
func (s *shop) note(level string, w words) {
	s.tick(180)
	s.log = append(s.log, entry{at: s.now, side: journal, words: w, level: level})
}

// tick lets some hundred milliseconds go by, differing from line to line.
func (s *shop) tick(about int) {
	spread := int(pick("tick", s.tid, fmt.Sprint(len(s.log))) % 140)
	s.now = s.now.Add(time.Duration(about+spread) * time.Millisecond)
}

// send and receive write a message to the log.
func (s *shop) send(m message, name words) {
	s.tick(90)
	s.log = append(s.log, entry{at: s.now, side: sent, msg: m, name: name})
}

func (s *shop) receive(m message, name words) {
	s.tick(720)
	s.log = append(s.log, entry{at: s.now, side: received, msg: m, name: name})
}

// silence lets the waiting time run out.
func (s *shop) silence(name words) {
	s.pass(60 * time.Second)
	w := say("等待应答超时", "no answer from host within 60 s")
	s.log = append(s.log, entry{at: s.now, side: journal, words: w, name: name, level: "warn", silent: true})
}

// next uses up a trace number.
func (s *shop) next() string {
	n := s.stan
	if s.stan++; s.stan > 999999 {
		s.stan = 1
	}
	return fmt.Sprintf("%06d", n)
}

// private is DE60: type code, batch, network code and what the terminal can do.
func (s *shop) private(code, network, rest string) string {
	return fmt.Sprintf("%s%06d%s%s", code, s.batch, network, rest)
}

// signed adds a MAC. Its value is made up: nobody here has the key.
func signed(m message) message {
	mac := pickHex(4, "mac", m.mti, m.fields[11], m.fields[4], m.fields[41], m.fields[39])
	return m.with(64, fmt.Sprintf("%X", mac)) // terminals send eight hex characters as the eight bytes
}

// approval gives the fields that only answers have.
func (s *shop) approval(stan, code string) map[int]string {
	at := s.now.Add(600 * time.Millisecond)
	f := map[int]string{
		12: at.Format("150405"), 13: at.Format("0102"), 15: at.Format("0102"), 32: s.acquirer,
		37: fmt.Sprintf("6%03d%s%s", at.YearDay(), at.Format("15"), stan), 39: code,
	}
	return f
}

// answer makes the answer to a request: the named fields repeated, the host's
// own added.
func (s *shop) answer(req message, code string, repeated ...int) message {
	mti := req.mti[:2] + string(req.mti[2]+1) + req.mti[3:]
	m := req.keep(mti, repeated...)
	for id, v := range s.approval(req.fields[11], code) {
		m.fields[id] = v
	}
	return m
}
