package main

import (
	"fmt"
	"io"
	"time"
)

// benchTerminals is how many terminals share the big dump.
const benchTerminals = 8

// outcome is one kind of record of the big dump and how many in a thousand
// records are of it.
type outcome struct {
	weight int
	charge bool // counts in the batch
	play   func(*shop)
}

var benchCard = card{"6228480" + markCard, "2912", "CUP"}

// outcomes are mostly approvals, as in real life.
var outcomes = []outcome{
	{640, true, func(s *shop) { s.sale(benchCard, markAmount, chip, 0) }},
	{294, true, func(s *shop) { s.sale(benchCard, markAmount, contactless, 0) }},
	{20, false, func(s *shop) {
		s.declined(benchCard, markAmount, chip, "51", words{"可用余额不足", ""}, 0)
	}},
	{12, false, func(s *shop) { s.declined(benchCard, markAmount, chip, "55", words{"密码错", ""}, 0) }},
	{6, false, func(s *shop) {
		s.declined(benchCard, markAmount, chip, "01", words{"请持卡人与发卡银行联系", ""}, 0)
	}},
	{15, false, func(s *shop) { s.balance(benchCard, 0) }},
	{6, false, func(s *shop) { s.reverse(s.lost(benchCard, markAmount, chip), "00") }},
	{3, false, func(s *shop) { s.reverse(s.lost(benchCard, markAmount, chip), "25") }},
	{2, false, func(s *shop) {
		t := s.lost(benchCard, markAmount, chip)
		for range 3 {
			s.reverse(t, "")
		}
		s.note("warn", say("冲正不成功,请人工处理 原流水号=%s", "%s", t.stan()))
	}},
	{2, false, func(s *shop) { s.lost(benchCard, markAmount, chip) }},
}

// station is a terminal of the big dump between two records.
type station struct {
	outcomes       []pattern
	settle, signOn pattern
	stan, batch    int64
	sum, count     int64
	until          int64 // payments until the batch is settled
}

func newStation(i int) *station {
	tid, mid := fmt.Sprintf("1000010%d", i), fmt.Sprintf("89829005411010%d", i)
	s := &station{
		stan: 999_000 + 97*int64(i), batch: 999_990 + int64(i), until: 300 + 10*int64(i),
		settle: newPattern(tid, mid, func(s *shop) { s.settle(0) }),
		signOn: newPattern(tid, mid, func(s *shop) { s.signOn(0) }),
	}
	for _, o := range outcomes {
		s.outcomes = append(s.outcomes, newPattern(tid, mid, o.play))
	}
	return s
}

// bench writes records one after the other.
type bench struct {
	w     io.Writer
	left  int64
	noise uint64
	now   int64 // milliseconds since the epoch, as a wall clock
	day   calendar
	buf   []byte
}

// calendar is the text of one day.
type calendar struct {
	number             int64
	date, yymmdd, mmdd string
	ordinal            int64
}

// writeBench writes a dump of at most size bytes that ends with a whole record.
func writeBench(w io.Writer, size int64) error {
	stations := make([]*station, benchTerminals)
	for i := range stations {
		stations[i] = newStation(i)
	}
	from := time.Date(2026, 11, 20, 0, 0, 7, 0, time.UTC)
	b := &bench{w: w, left: size, noise: 0x9E3779B97F4A7C15, now: from.UnixMilli()}
	for turn := 0; b.left > 0; turn++ {
		if err := b.turn(stations[turn%len(stations)]); err != nil {
			return err
		}
	}
	return nil
}

// turn lets a terminal do one thing.
func (b *bench) turn(s *station) error {
	if s.until == 0 {
		if err := b.record(s, &s.settle, 0); err != nil {
			return err
		}
		s.sum, s.count, s.until = 0, 0, 350
		s.batch = s.batch%999_999 + 1
		return b.record(s, &s.signOn, 0)
	}
	s.until--
	amount := 10_000 + int64(b.random()%90_000)
	roll := int(b.random() % 1000)
	for i, o := range outcomes {
		if roll -= o.weight; roll < 0 {
			if o.charge {
				s.sum += amount
				s.count++
			}
			return b.record(s, &s.outcomes[i], amount)
		}
	}
	return nil
}

// random steps a generator of Marsaglia's xorshift family.
func (b *bench) random() uint64 {
	b.noise ^= b.noise << 13
	b.noise ^= b.noise >> 7
	b.noise ^= b.noise << 17
	return b.noise
}

// record fills a pattern and writes it, unless it would not fit any more.
func (b *bench) record(s *station, p *pattern, amount int64) error {
	if b.left -= int64(len(p.text)); b.left < 0 {
		b.left = 0
		return nil
	}
	b.buf = append(b.buf[:0], p.text...)
	card := int64(b.random() % 1_000_000_000_000)
	auth := int64(b.random() % 1_000_000)
	rrnHour := b.now / 3_600_000 % 24
	for _, f := range p.slots {
		dst, at := b.buf[f.at:], b.now+f.delay
		switch f.what {
		case fillStamp:
			copy(dst, b.on(at).date)
			clockAt(dst[11:], at)
		case fillClock:
			b.hhmmss(dst, at)
			copy(dst[6:], b.on(at).mmdd)
		case fillDay:
			copy(dst, b.on(at).mmdd)
		case fillChipDay:
			copy(dst, b.on(at).yymmdd)
		case fillSTAN:
			digitsAt(dst, s.stan, 6)
		case fillRRN:
			hexDigitsAt(dst, 600_000_000_000+b.on(b.now).ordinal*100_000_000+rrnHour*1_000_000+s.stan, 12)
		case fillAuth:
			hexDigitsAt(dst, auth, 6)
		case fillBatch:
			digitsAt(dst, s.batch, 6)
		case fillAmount:
			digitsAt(dst, amount, 12)
		case fillYuan:
			digitsAt(dst, amount/100, 3)
			digitsAt(dst[4:], amount%100, 2)
		case fillCard:
			digitsAt(dst, card, 12)
		case fillNoise:
			noiseAt(dst, b.random())
		case fillMAC:
			hexDigitsAt(dst, int64(b.random()%100_000_000), 8)
		case fillBatchSums:
			digitsAt(dst, s.sum, 12)
			digitsAt(dst[12:], s.count, 3)
		}
	}
	b.now += p.lasts + int64(b.random()%4000)
	s.stan = s.stan%999_999 + 1
	_, err := b.w.Write(b.buf)
	return err
}

// on gives the calendar of a moment's day.
func (b *bench) on(at int64) *calendar {
	if n := at / 86_400_000; n != b.day.number || b.day.date == "" {
		t := time.UnixMilli(at).UTC()
		b.day = calendar{n, t.Format("2006-01-02"), t.Format("060102"), t.Format("0102"), int64(t.YearDay())}
	}
	return &b.day
}

// clockAt writes hh:mm:ss.mmm.
func clockAt(dst []byte, at int64) {
	digitsAt(dst, at/3_600_000%24, 2)
	digitsAt(dst[3:], at/60_000%60, 2)
	digitsAt(dst[6:], at/1000%60, 2)
	digitsAt(dst[9:], at%1000, 3)
}

// hhmmss writes the clock of a host.
func (b *bench) hhmmss(dst []byte, at int64) {
	digitsAt(dst, at/3_600_000%24, 2)
	digitsAt(dst[2:], at/60_000%60, 2)
	digitsAt(dst[4:], at/1000%60, 2)
}
