package sim

import (
	"bytes"
	"encoding/hex"
	"testing"
	"time"
)

// The bytes below are published examples of the protocols, or were worked out
// from their specifications; none comes from this package.

const (
	zvtPositiveFrame = "1002 8000 00 1003 f51f"
	zvtEmptyDone     = "1002 060f 00 1003 c633"
	ackByte          = "06"
)

func TestZVTAnswersAStatusEnquiryAsPublished(t *testing.T) {
	b := benchOf(t, "protocol: zvt\nsoftware: 2.14.15\n")
	b.send("1002 0501 03 123456 1003 e043")
	b.want(time.Second, ackByte, zvtPositiveFrame)
	b.send(ackByte)
	b.want(time.Second, "1002 060f 0b f0f0f7 322e31342e3135 00 1003 b111")
	b.send(ackByte)
	b.send(zvtPositiveFrame)
	b.want(time.Minute, ackByte)
}

func TestZVTRepeatsTheLastResultAsPublished(t *testing.T) {
	b := benchOf(t, "protocol: zvt\nlink: tcp\nterminal: \"29001006\"\njournal: [{amount: 100, code: 6C}]\n")
	b.send("0620 05 000000 03 03")
	b.want(time.Second, "800000", "040f 07 276c 2929001006")
	b.send("800000")
	b.want(time.Second, "060f00")
}

func TestZVTSaysThatACustomerStopped(t *testing.T) {
	b := benchOf(t, "protocol: zvt\nlink: tcp\nterminal: \"29001006\"\ncode: 6C\n")
	b.send("0601 07 04 000000000154") // 1.54, from a published trace
	b.want(time.Second, "800000", "04ff010a")
	b.send("800000")
	b.want(4500*time.Millisecond, "04ff0104")
	b.send("800000")
	b.want(3*time.Second, "040f 07 276c 2929001006")
	b.send("800000")
	b.want(time.Second, "061e016c")
	b.send("800000")
	b.want(time.Minute)
}

func TestZVTStatusWithoutAVersion(t *testing.T) {
	b := benchOf(t, "protocol: zvt\nlink: tcp\nstatus: DC\n")
	b.send("050100")
	b.want(time.Second, "800000", "060f01dc")
}

func TestZVTRegistrationIsCompletedAsPublished(t *testing.T) {
	b := benchOf(t, "protocol: zvt\nlink: tcp\nterminal: \"29001006\"\n")
	b.send("0600 06 123456 ba 0978")
	b.want(time.Second, "800000", "060f 0a 1900 2929001006 490978")
}

// 110.00 holds a byte 10, which stands doubled on the line.
func TestZVTReadsADoubledByte(t *testing.T) {
	b := benchOf(t, "protocol: zvt\n")
	b.send("1002 0601 0a 04 0000000110 1000 49 0978 1003 f2ff")
	b.hear(time.Second)
	e, _ := b.term.desk.latest()
	if e.Minor != 11000 {
		t.Errorf("the amount is %d", e.Minor)
	}
}

func TestZVTFrames(t *testing.T) {
	for command, want := range map[string]string{
		"061e016c":                   "1002061e016c1003c9f2",
		"849c00":                     "1002849c001003c341",
		"067000":                     "10020670001003d9f9",
		"0620050000000303":           "100206200500000003031003db15",
		"06010a04000000011000490978": "100206010a04000000011010004909781003f2ff",
		"0501050000000305":           "10020501050000000305100343a0",
		"060006123456ba0978":         "1002060006123456ba0978100324c3",
	} {
		line := zvt{Serial}.frame(unhex(t, command))
		if got := hex.EncodeToString(line); got != want {
			t.Errorf("frame of %s is %s, want %s", command, got, want)
		}
		if p, n := (zvt{Serial}).cut(line); n != len(line) || p.kind != data || hex.EncodeToString(p.body) != command {
			t.Errorf("frame of %s reads as %v %x", command, p.kind, p.body)
		}
	}
	wrongSum := unhex(t, "1002060f001003c6cc")
	noEnd := (zvt{Serial}).frame([]byte{0x06, 0x01, 0xFF}) // a long length that is not there
	for _, line := range [][]byte{wrongSum, noEnd} {
		if p, n := (zvt{Serial}).cut(line); n != len(line) || p.kind != damaged {
			t.Errorf("%x reads as %v", line, p.kind)
		}
	}
}

func TestTransbankAnswersAsPublished(t *testing.T) {
	const shop = "protocol: transbank\nterminal: \"75001087\"\n"
	sale := "02303230307c3132337c0331" // 0200|123|, the teaching example
	for name, tt := range map[string]struct{ yaml, send, want string }{
		"poll":     {shop, "02303130300302", ""},
		"totals":   {shop + "journal: [{amount: 2500}]\n", "02303730307c7c0304", "02303731307c30307c317c323530307c0333"},
		"no host":  {shop + "code: \"02\"\n", sale, "02303231307c30327c3539373032393431343330307c37353030313038377c030c"},
		"no line":  {shop + "code: \"03\"\n", sale, "02303231307c30337c3539373032393431343330307c37353030313038377c030d"},
		"time-out": {shop + "code: \"22\"\n", sale, "02303231307c32327c3539373032393431343330307c37353030313038377c030e"},
		"no keys":  {shop + "code: \"26\"\n", sale, "02303231307c32367c3539373032393431343330307c37353030313038377c030a"},
	} {
		t.Run(name, func(t *testing.T) {
			b := benchOf(t, tt.yaml)
			b.send(tt.send)
			want := []string{ackByte}
			if tt.want != "" {
				want = append(want, tt.want)
			}
			b.want(9*time.Second, want...)
		})
	}
}

// A list ends with two rows that have nothing but the terminal, as the acquirer's
// own library is tested with.
func TestTransbankListsItsSales(t *testing.T) {
	b := benchOf(t, "protocol: transbank\njournal: [{amount: 8000, stan: \"143\", reference: ABC123, auth: \"708410\"}]\n")
	b.term.desk.journal[0].at = time.Date(2026, 4, 7, 8, 50, 34, 0, time.UTC)
	b.send("02303236307c317c0336")
	b.want(ackAfter, ackByte)
	for _, row := range []string{
		"0261|00|597029414300|75001089|ABC123|708410|8000|1111|000143|CR|||VI|07042026|085034||0|0|00|",
		"0261|00|597029414300|75001089||||||||||||||||", "0261|00|597029414300|75001089||||||||||||||||",
	} {
		b.want(time.Second, hex.EncodeToString(stxFrame([]byte(row))))
		b.send(ackByte)
	}
	b.want(time.Minute)
}

// The published answer to 0250, but for what this terminal never has:
// instalments, and another card.
func TestTransbankTellsTheLastSaleAsPublished(t *testing.T) {
	b := benchOf(t, "protocol: transbank\njournal: [{amount: 2500, stan: \"63\", reference: \"000002\", auth: \"181278\"}]\n")
	b.term.desk.journal[0].at = time.Date(2019, 5, 14, 11, 15, 55, 0, time.UTC)
	b.send("02303235307c0378")
	b.want(time.Second, ackByte, hex.EncodeToString(stxFrame([]byte(
		"0260|00|597029414300|75001089|000002|181278|2500|||1111|000063|CR|||VI|14052019|111555|0|0|"))))
}

func TestTransbankTillAsksAsPublished(t *testing.T) {
	const shop = "protocol: transbank\n"
	for do, want := range map[Do]string{DoLink: "02303130300302", DoLast: "02303235307c0378", DoTotals: "02303730307c7c0304"} {
		if got := ask(t, shop, call{Step: Step{Do: do}}); got != want {
			t.Errorf("%s: %s, want %s", do, got, want)
		}
	}
}

func TestLinkPOSEchoesTheTest(t *testing.T) {
	for _, frame := range []string{
		"02001836303030303030303030313144303030311c0344",
		"02001836303030303030303030313144303030301c0345",
	} {
		b := benchOf(t, "protocol: linkpos\n")
		b.send(frame)
		b.want(time.Second, ackByte, frame)
	}
}

func TestLinkPOSAnswersAsPublished(t *testing.T) {
	sale := "02003536303030303030303030313032303030301c343000123030303030303030313030301c0314"
	const waiting, inserted = "02001836303030303030303030313143303030311c0343", "02001836303030303030303030313143313030311c0342"
	const callIssuer = "02006336303030303030303030313132304e44301c30320040484f53542052454a4543542043414c4c2049535355455220202020202020202020202020202020201c031a"
	const timeout = "0200633630303030303030303031313230544f301c303200405452414e53414354494f4e2054494d454f55542020202020202020202020202020202020202020201c0312"
	const empty = "02006336303030303030303030313135304e42301c30320040424154434820454d50545920202020202020202020202020202020202020202020202020202020201c0314"
	for name, tt := range map[string]struct {
		yaml, send string
		wait       time.Duration
		want       []string
	}{
		"call issuer": {"protocol: linkpos\nbehaviour: contact_issuer\n", sale, 8 * time.Second, []string{ackByte, waiting, inserted, callIssuer}},
		"time-out":    {"protocol: linkpos\nvariant: bdo\ncode: TO\n", sale, 5 * time.Second, []string{ackByte, timeout}},
		"empty batch": {"protocol: linkpos\n", "02002636303030303030303030313035303030301c484e00033030311c0323", 6 * time.Second, []string{ackByte, empty}},
	} {
		t.Run(name, func(t *testing.T) {
			b := benchOf(t, tt.yaml)
			b.send(tt.send)
			b.want(tt.wait, tt.want...)
		})
	}
}

// An approval whose order of fields follows a public capture; only the card is
// another test number here.
func TestLinkPOSApprovesAsCaptured(t *testing.T) {
	want := unhex(t, "02030436303030303030303030313132303030301c30320040415050524f56454420202020202020202020202020202020202020202020202020202020202020201c303100063230313134391c363500063030303030311c4430006944454d4f2053484f502020202020202020202020202020202020202020202020202020202020202020202020202020202020202020202020202020202020202020202020201c3136000856333339393030311c443100153030303030303030303030303030311c44320010564953412020202020201c333000163431383335392a2a2a2a2a2a393130351c333100042a2a2a2a1c353000063030303830301c303300063233303430341c303400063134303235311c443300123330393432313737313630321c343000123030303030303030313030301c0369")
	copy(want[bytes.Index(want, []byte("418359******9105")):], maskedCard)
	want[len(want)-1] = xor(0, want[1:len(want)-1])
	s, err := Parse("t.yaml", []byte("protocol: linkpos\nvariant: bdo\nterminal: V3399001\n"))
	if err != nil {
		t.Fatal(err)
	}
	e := entry{at: time.Date(2023, 4, 4, 14, 2, 51, 0, time.UTC), Payment: Payment{Minor: 1000, Auth: "201149", RRN: "309421771602"}}
	got := linkposMessage(linkposSays, "20", "00", '0', linkposResult(s, e, linkposProtocol.approved, "000001")...)
	if string(got) != string(want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestLinkPOSTillAsksAsPublished(t *testing.T) {
	const shop = "protocol: linkpos\n"
	for want, c := range map[string]call{
		"02001836303030303030303030313144303030311c0344":                                                   {Step: Step{Do: DoLink}},
		"02003536303030303030303030313032303030301c343000123030303030303030313030301c0314":                 {Step: Step{Do: DoSale, Minor: 1000}},
		"02004336303030303030303030313037343030301c52310020494e5630303031202020202020202020202020201c0347": {Step: Step{Do: DoLast}, last: Payment{Reference: "INV0001"}},
	} {
		if got := ask(t, shop, c); got != want {
			t.Errorf("%s: %s, want %s", c.Do, got, want)
		}
	}
}

func TestNETSHeader(t *testing.T) {
	at := time.Date(2025, 1, 2, 3, 4, 5, 0, time.UTC)
	if got, want := ask(t, "protocol: nets\n", call{Step: Step{Do: DoStatus}, now: at}), "02001832353031303230333034303535353031301c0330"; got != want {
		t.Errorf("status: %s, want %s", got, want)
	}
	b := benchOf(t, "protocol: nets\n")
	b.send("02001832353031303230333034303538303031301c0338") // logon
	got := b.hear(5 * time.Second)
	if len(got) != 2 || got[1][6:6+32] != hex.EncodeToString([]byte("2501020304058000")) {
		t.Errorf("the answer does not repeat the number of the request: %v", got)
	}
}

func TestMISPOSAnswersAsWorkedOut(t *testing.T) {
	if got, want := ask(t, "protocol: mispos\n", call{Step: Step{Do: DoStatus}, n: 1}), "020023df010100df04021234df020113df08025555df0902300403fa"; got != want {
		t.Errorf("status: %s, want %s", got, want)
	}
	b := benchOf(t, "protocol: mispos\nbehaviour: contact_issuer\n")
	b.send(hex.EncodeToString(bcdFrame(unhex(t, "df010100df04021234df020102df0306000000001000"))))
	b.want(9*time.Second, ackByte, "020018df010100df04021234df020102df07023031033e")
}

func TestCodePayShakesHandsAndLives(t *testing.T) {
	b := benchOf(t, "protocol: codepay\n")
	b.send("55aa010000000001cc33")
	b.want(time.Second, "55aa020000000002cc33")
	b.want(4*time.Second, "55aa000000000000cc33", "55aa000000000000cc33")
}

func TestECR17UnderEachRule(t *testing.T) {
	requests := map[string]string{
		"std": "02313233343536373830730334", "noext": "02313233343536373830730337",
		"stx": "02313233343536373830730335", "stx_noext": "02313233343536373830730336",
	}
	for rule := range requests {
		for of, request := range requests {
			b := benchOf(t, "protocol: ecr17\nvariant: "+rule+"\n")
			b.send(request)
			got := b.hear(time.Second)
			if accepted := len(got) == 2 && got[0][:2] == "06"; accepted != (of == rule) {
				t.Errorf("a terminal of %s answers a request of %s with %v", rule, of, got)
			}
		}
	}
}

func TestECR17AnswersAsWorkedOut(t *testing.T) {
	b := benchOf(t, "protocol: ecr17\nsoftware: V1.2.3\n")
	b.now = time.Date(2025, 2, 1, 15, 30, 0, 0, time.UTC)
	b.send("02313233343536373830730334")
	b.want(time.Second, "060379", "023132333435363738307330303030303030303030303130323235313533303256312e322e330363")

	b = benchOf(t, "protocol: ecr17\nvariant: std\njournal: [{amount: 100, code: \"01\"}]\n")
	b.send("02313233343536373830473030303030303031303030300301")
	b.want(time.Second, "060379", "023132333435363738304530315452414e53415a494f4e45204e45474154412020202020200377")
	if got, want := ask(t, "protocol: ecr17\n", call{Step: Step{Do: DoLast}}), "02313233343536373830473030303030303031303030300301"; got != want {
		t.Errorf("last: %s, want %s", got, want)
	}
}

func TestECR17ShowsThatItWorks(t *testing.T) {
	b := benchOf(t, "protocol: ecr17\n")
	b.send(ask(t, "protocol: ecr17\n", call{Step: Step{Do: DoSale, Minor: 3400}}))
	if got, want := b.hear(1500 * time.Millisecond)[1], "01454c41424f52415a494f4e452e2e2e202020202004"; got != want {
		t.Errorf("progress %s, want %s", got, want)
	}
	if e, _ := b.term.desk.latest(); e.Minor != 3400 {
		t.Errorf("the amount is %d", e.Minor)
	}
}

// Seen from an Ingenico Move 3500: a ZVT payment is answered with ECR17's NAK.
func TestWrongProtocolIsRefusedInTheTerminalsOwn(t *testing.T) {
	s, _ := Named("wrong-protocol")
	b := &bench{t: t, term: New(s, morning), now: morning}
	b.send("1002 0601 0a 04 0000000110 1000 49 0978 1003 f2ff")
	got := b.hear(5 * time.Second)
	if len(got) == 0 || got[0] != "150369" {
		t.Errorf("got %v", got)
	}
}

func TestPOSLinkTillAsksAsPublished(t *testing.T) {
	const shop = "protocol: poslink\n"
	for want, c := range map[string]call{
		"025230321c312e34351c30301c1c1c1c1c1c3737361c0367": {Step: Step{Do: DoLast}, last: Payment{Reference: "776"}},
		"025230321c312e34351c30301c1c1c1c1c1c1c0351":       {Step: Step{Do: DoLast}},
	} {
		if got := ask(t, shop, c); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

func TestPOSLinkTakesPublishedRequests(t *testing.T) {
	b := benchOf(t, "protocol: poslink\nsoftware: \"1.03\"\n")
	b.send("024130301c312e3238034b")
	got := b.hear(time.Second)
	if len(got) != 2 || got[0] != ackByte {
		t.Fatalf("got %v", got)
	}
	b.send(ackByte)
	b.want(time.Second, "04")
	b.send("025430301c312e32381c30311c3130301c1c311c1c1c1c1c0343")
	b.hear(time.Second)
	if e, _ := b.term.desk.latest(); e.Minor != 100 || e.Reference != "1" {
		t.Errorf("%+v", e)
	}
}

// The same bytes stand in base64 in the query of a GET.
func TestPOSLinkOverHTTP(t *testing.T) {
	request := httpRequest(unhex(t, "024130301c312e3238034b"))
	if got := string(request[:26]); got != "GET /?AkEwMBwxLjI4A0s= HTT" {
		t.Errorf("%q", request)
	}
	b := benchOf(t, "protocol: poslink\nlink: tcp\n")
	b.term.Receive(b.now, request)
	got := b.hear(time.Second)
	if len(got) != 1 {
		t.Fatalf("got %v", got)
	}
	p, n := cutHTTP(unhex(t, got[0]))
	if n != len(got[0])/2 || p.kind != data || string(p.body[:5]) != "0\x1cA01" {
		t.Errorf("%q", p.body)
	}
}

func TestConcertSession(t *testing.T) {
	for name, tt := range map[string]struct{ yaml, want string }{
		"done":     {"protocol: concert\n", "02303130303030303132343531393738202020202020202020200337"},
		"not done": {"protocol: concert\ncode: \"7\"\n", "02303137303030303132343531393738202020202020202020200330"},
	} {
		t.Run(name, func(t *testing.T) {
			b := benchOf(t, tt.yaml)
			b.send("05")
			b.want(time.Second, ackByte)
			b.send("02303130303030313234353031303937382020202020202020202041303131423031300305")
			b.want(time.Second, ackByte)
			b.send("04")
			b.want(9*time.Second, "05")
			b.send(ackByte)
			b.want(time.Second, tt.want)
			b.send(ackByte)
			b.want(time.Second, "04")
		})
	}
}

// The harmless question of Concert: ENQ, and EOT when ACK comes.
func TestConcertProbeStartsNothing(t *testing.T) {
	b := benchOf(t, "protocol: concert\n")
	b.send("05")
	b.want(time.Second, ackByte)
	b.send("04")
	b.want(time.Hour)
	if len(b.term.desk.journal) != 0 {
		t.Error("a payment was made")
	}
}

func TestMELLONAsPublished(t *testing.T) {
	b := benchOf(t, "protocol: mellon\nsoftware: 1.5.22.2\nbehaviour: contact_issuer\n")
	b.send("001745435230323031582f48656c6c6f2066726f6d20454352")
	b.want(time.Second, "002a4d454c30323031582f48656c6c6f2066726f6d204543522f5436343939393939393a312e352e32322e32")
	b.send("005145435230313031412f533030303637372f46323530303a3937383a322f4432303231313132323132333635322f52382f483132312f543030303637372f473a303a303a303a302f4d313233343536373839")
	b.want(9*time.Second, "00164d454c30313031412f533030303637372f4632353030", "00144d454c30313031522f533030303637372f433333")
	b = benchOf(t, "protocol: mellon\nbehaviour: busy\n")
	b.send("001745435230323031582f48656c6c6f2066726f6d20454352")
	b.want(time.Second, "000c4d454c30313031452f393939")
}
