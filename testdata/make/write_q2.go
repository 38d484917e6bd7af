package main

import (
	"fmt"
	"strings"
	"time"
)

// q2Log is the log of a jPOS gateway that the terminals of a shop go through.
type q2Log struct {
	channel  string // realm of the side to the acquirer
	server   string // realm of the side to the terminal; "" when it is not logged
	masked   bool   // card data was already cut by the gateway's own filter
	nested   bool   // DE60 is taken apart
	cut      bool   // the file ends in the middle of a record
	oldDates bool
}

// write gives the log. A live file is never closed, so there is no end tag.
func (q q2Log) write(entries []entry) []byte {
	var b strings.Builder
	b.WriteString(`<logger class="org.jpos.util.DailyLogListener">` + "\n")
	for _, e := range entries {
		switch {
		case e.silent:
			q.record(&b, e.at, q.channel, 60_000, func() { b.WriteString("  <receive>\n    <io-timeout/>\n  </receive>\n") })
		case e.side == journal:
			q.record(&b, e.at, "terminal.journal", 0, func() { fmt.Fprintf(&b, "  <%s>\n    %s\n  </%s>\n", e.level, e.words.en, e.level) })
		case e.side == sent:
			if q.server != "" {
				q.record(&b, e.at.Add(-9*time.Millisecond), q.server, 2, func() { q.message(&b, "receive", "incoming", e.msg) })
			}
			q.record(&b, e.at, q.channel, 1, func() { q.message(&b, "send", "outgoing", e.msg) })
		default:
			q.record(&b, e.at, q.channel, 640, func() { q.message(&b, "receive", "incoming", e.msg) })
			if q.server != "" {
				q.record(&b, e.at.Add(7*time.Millisecond), q.server, 1, func() { q.message(&b, "send", "outgoing", e.msg) })
			}
		}
	}
	s := b.String()
	if q.cut {
		// Where a copy of a live file happens to end: inside the last message.
		s = s[:strings.LastIndex(s, `<field id="41"`)+len(`<field id="4`)]
	}
	return []byte(s)
}

// record writes one log element around what body writes.
func (q q2Log) record(b *strings.Builder, at time.Time, realm string, lifespan int, body func()) {
	layout := "2006-01-02T15:04:05.000"
	if q.oldDates {
		layout = "Mon Jan 02 15:04:05 CST 2006.000"
	}
	fmt.Fprintf(b, `<log realm="%s" at="%s"`, realm, stamp(at, layout))
	if lifespan > 0 {
		fmt.Fprintf(b, ` lifespan="%dms"`, lifespan)
	}
	b.WriteString(">\n")
	body()
	b.WriteString("</log>\n")
}

// stamp formats a time; Go reads fractions only after seconds, the old jPOS
// layout puts them after the year.
func stamp(at time.Time, layout string) string {
	if cut, old := strings.CutSuffix(layout, " 2006.000"); old {
		return at.Format(cut) + fmt.Sprintf(" %d.%03d", at.Year(), at.Nanosecond()/1_000_000)
	}
	return at.Format(layout)
}

// message writes one isomsg element.
func (q q2Log) message(b *strings.Builder, tag, direction string, m message) {
	fmt.Fprintf(b, "  <%s>\n    <isomsg direction=\"%s\">\n", tag, direction)
	b.WriteString("      <!-- org.jpos.iso.packager.GenericPackager[cfg/packager/upos.xml] -->\n")
	tpdu := "6000030000"
	if m.answers() {
		tpdu = "6000000003"
	}
	fmt.Fprintf(b, "      <header>%s603100310001</header>\n", tpdu)
	fmt.Fprintf(b, "      <field id=\"0\" value=\"%s\"/>\n", m.mti)
	for _, id := range m.ids() {
		q.field(b, id, m.fields[id])
	}
	fmt.Fprintf(b, "    </isomsg>\n  </%s>\n", tag)
}

func (q q2Log) field(b *strings.Builder, id int, v string) {
	if q.nested && id == 60 {
		fmt.Fprintf(b, "      <isomsg id=\"60\">\n")
		for i, sub := range []string{v[:2], v[2:8], v[8:11], v[11:]} {
			if sub != "" {
				fmt.Fprintf(b, "        <field id=\"%d\" value=\"%s\"/>\n", i+1, sub)
			}
		}
		b.WriteString("      </isomsg>\n")
		return
	}
	binary := ""
	if shapes[id].kind == raw {
		binary = ` type="binary"`
	}
	if q.masked {
		switch id {
		case 2:
			v = v[:6] + strings.Repeat("_", len(v)-10) + v[len(v)-4:]
		case 35, 52, 55, 62:
			v, binary = "[WIPED]", ""
		}
	}
	fmt.Fprintf(b, "      <field id=\"%d\" value=\"%s\"%s/>\n", id, v, binary)
}
