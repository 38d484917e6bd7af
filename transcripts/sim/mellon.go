package sim

import (
	"encoding/binary"
	"fmt"
	"strings"
	"time"
)

// mellonProtocol is ECR-MELLON of Greece (integration document 1.00B). Its one
// question is the echo; a lost result cannot be asked for.
var mellonProtocol = &protocol{
	id: "mellon", links: []Link{TCP}, terminal: "64999999", merchant: "",
	cut:       func(Scenario) cutter { return cutMellon },
	signs:     func(Scenario) (yes, no []byte) { return nil, nil },
	unchecked: func(Scenario) bool { return true },
	busy:      func(Scenario) []byte { return mellonMessage("MEL0101", "E/999") },
	approved:  outcome{"00", ""}, answerWait: 180 * time.Second,
	issuer:     always(outcome{"33", ""}), // every refusal
	missing:    always(outcome{"33", ""}),
	talk:       func(Scenario) talker { return mellon{} },
	till:       func(Scenario) till { return &mellonTill{} },
	dos:        []Do{DoLink, DoSale},
	terminalID: digitsOf(8), code: digitsOf(2),
}

// mellon speaks texts that slashes divide, behind their length.
type mellon struct{ unsigned }

const mellonHead = 7 // who speaks, variant and version

// mellonMessage puts the length of a message before it.
func mellonMessage(head, text string) []byte {
	return append(binary.BigEndian.AppendUint16(nil, uint16(len(head)+len(text))), head+text...)
}

func cutMellon(b []byte) (piece, int) {
	if len(b) < 5 {
		return piece{}, 0
	}
	n := int(binary.BigEndian.Uint16(b))
	if who := string(b[2:5]); n < mellonHead || who != "ECR" && who != "MEL" {
		return piece{kind: junk}, 1
	}
	if len(b) < 2+n {
		return piece{}, 0
	}
	return piece{kind: data, body: b[2 : 2+n]}, 2 + n
}

func (mellon) take(d *desk, body []byte) {
	head, text := "MEL"+string(body[3:mellonHead]), string(body[mellonHead:])
	fields := strings.Split(text, "/")
	field := func(letter string) string {
		for _, f := range fields[1:] {
			if v, ok := strings.CutPrefix(f, letter); ok {
				return v
			}
		}
		return ""
	}
	switch fields[0] {
	case "X":
		d.say(reply, 100*time.Millisecond, mellonMessage(head, text+"/T"+d.sc.Terminal+":"+d.sc.Software))
	case "A":
		asked, _, _ := strings.Cut(field("F"), ":")
		session := field("S")
		e, o := d.pay(Sale, amountOf(asked), session)
		d.say(progress, 200*time.Millisecond, mellonMessage(head, "A/S"+session+"/F"+asked))
		answer := "R/S" + session + "/C" + o.code
		if o.code == d.proto.approved.code {
			answer += fmt.Sprintf("/DVisa Credit:************1111:%d:%d:11:%s:000091:%s:%s:%s:%s",
				e.Minor, e.Minor, d.sc.Terminal, e.RRN, e.STAN, e.Auth, e.at.Format("20060102150405"))
		}
		d.say(result, 7*time.Second, mellonMessage(head, answer))
	default:
		d.say(reply, 100*time.Millisecond, mellonMessage(head, "E/003"))
	}
}

// mellonTill is a till that speaks MELLON.
type mellonTill struct{}

func (mellonTill) ask(c call) [][]byte {
	if c.Do == DoSale {
		session := fmt.Sprintf("%06d", 676+c.n)
		return [][]byte{mellonMessage("ECR0101", fmt.Sprintf("A/S%s/F%d:978:2/D%s/R8/H121/T%s/G:0:0:0:0/M1", session, c.Minor, c.now.Format("20060102150405"), session))}
	}
	return [][]byte{mellonMessage("ECR0201", "X/Hello from ECR")}
}

func (mellonTill) hear(p piece) (say [][]byte, done bool) {
	return nil, p.kind == data && !strings.HasPrefix(string(p.body[mellonHead:]), "A/")
}
