package logs

import (
	"strings"
	"testing"

	"github.com/posdoctor/posdoctor/transcripts"
)

func signalsOf(line string) []transcripts.Signal {
	var out []transcripts.Signal
	c := NewCutter(Config{}, func(r *Record) {
		if r.Kind == Words {
			out = append(out, r.Signal)
		}
	})
	c.Line(Line{Number: 1, Length: int64(len(line)), Text: []byte(line)})
	c.End()
	return out
}

func TestWordsSayWhatHappened(t *testing.T) {
	for line, want := range map[string]string{
		"10:14:03 交易失败[51] 流水号:000123":                   "sale.failed",
		"打印机缺纸...":                                       "printer.paper_out",
		"PAPEROUT...":                                    "printer.paper_out",
		"2026-11-20 10:14:03 WARN PrinterOutOfPaper":     "printer.paper_out",
		"PRINTER_OUT_OF_PAPER":                           "printer.paper_out",
		"通讯超时":                                           "link.no_answer",
		"NO RESPONSE FROM HOST":                          "link.no_answer",
		"ＮＯ　ＲＥＳＰＯＮＳＥ":                                    "link.no_answer",
		"数据接收失败 RECV FAIL":                               "link.no_answer",
		"连接失败":                                           "link.connect_failed",
		"java.net.ConnectException: Connection refused":  "link.connect_failed",
		"数据发送失败":                                         "link.send_failed",
		"自动冲正...":                                        "reversal.started",
		"冲正成功":                                           "reversal.done",
		"自动冲正成功":                                         "reversal.done",
		"REVERSAL OK":                                    "reversal.done",
		"冲正失败":                                           "reversal.failed",
		"冲正接收失败，请检查网络":                                   "reversal.failed",
		"冲正不成功,请人工处理":                                    "reversal.gave_up",
		"隔日交易不冲正":                                        "reversal.dropped",
		"结算成功":                                           "batch.settled",
		"内卡: 对帐平":                                        "batch.settled",
		"内卡: 对帐不平":                                       "batch.unbalanced",
		"清除流水":                                           "batch.cleared",
		"读卡失败":                                           "card.read_failed",
		"CARD READ ERROR":                                "card.read_failed",
		"取消交易":                                           "sale.cancelled",
		"收包MAC校验错":                                       "answer.mac_error",
		"解包流水号不符":                                        "answer.mismatch",
		"请重新签到":                                          "session.not_signed_on",
		"IC卡拒绝":                                          "chip.declined",
		"second GENERATE AC: AAC":                        "chip.declined",
		"系统上电":                                           "terminal.restarted",
		"SocketTimeoutException: Read timed out":         "link.no_answer,link.no_answer",
		"恢复出厂设置":                                         "terminal.reset",
		"日志存储超限额":                                        "storage.full",
		"交易失败,打印机缺纸":                                     "sale.failed,printer.paper_out",
		"   <peer-disconnect/>":                          "link.disconnected",
		"签到交易成功":                                         "",
		"打印机连接失败":                                        "",
		"未缺纸":                                            "",
		"not out of paper":                               "",
		"缺纸检测=1":                                         "",
		"通讯超时时间:60":                                      "",
		"通讯超时=60":                                        "",
		"如果交易失败,请联系收单机构":                                 "",
		"If the transaction failed, call your acquirer.": "",
		"IC卡上电成功":                                        "",
		"ICC power on":                                   "",
		"登录对账平台":                                         "",
		"冲正失败次数: 0":                                      "",
		"是否取消交易?":                                        "",
		"transaction approvedly":                         "",
		"交易开始: 余额查询":                                     "",
	} {
		var got []string
		for _, s := range signalsOf(line) {
			got = append(got, string(s.ID))
		}
		// One line states one thing once.
		want = strings.TrimSuffix(want, ",link.no_answer")
		if g := strings.Join(got, ","); g != want {
			t.Errorf("%q: got %q, want %q", line, g, want)
		}
	}
}

func TestWordsNameTheirSale(t *testing.T) {
	yuan := func(n int64) transcripts.Amount { return transcripts.Amount{Minor: n, Currency: "CNY", Known: true} }
	for line, want := range map[string]transcripts.Signal{
		"交易失败[51] 流水号:123":                         {ID: "sale.failed", Code: "51", STAN: "000123"},
		"交易失败 应答码:A0 凭证号：000123 批次号:12":            {ID: "sale.failed", Code: "A0", STAN: "000123", Batch: "000012"},
		"消费成功 金额:128.00元 参考号:123456789012":         {ID: "sale.approved", Amount: yuan(12800), RRN: "123456789012"},
		"交易成功 RMB 1,280.50 终端号:10000001":           {ID: "sale.approved", Amount: yuan(128050), Terminal: "10000001"},
		"交易成功 金额:128元":                             {ID: "sale.approved", Amount: yuan(12800)},
		"交易成功 金额:12800":                            {ID: "sale.approved"},
		"TRANSACTION APPROVED AMOUNT: USD 12.34":   {ID: "sale.approved", Amount: transcripts.Amount{Minor: 1234, Currency: "USD", Known: true}},
		"sale failed, rc=05 trace no: 45":          {ID: "sale.failed", Code: "05", STAN: "000045"},
		"支付失败 订单号:PO-2026-0001":                    {ID: "sale.failed", Order: "PO-2026-0001"},
		"支付失败 订单号:6228480000000000019":             {ID: "sale.failed"},
		"解包流水号不符":                                  {ID: "answer.mismatch"},
		"交易失败 金额:000000012800 流水号=[000007]":        {ID: "sale.failed", Amount: transcripts.Amount{Minor: 12800, Known: true}, STAN: "000007"},
		"transaction failed stan 1234567 too long": {ID: "sale.failed"},
	} {
		got := signalsOf(line)
		if len(got) != 1 || got[0] != want {
			t.Errorf("%q:\n got %+v\nwant %+v", line, got, want)
		}
	}
}

// Every phrase must be found where it stands alone, or it is dead weight or
// hidden by another.
func TestEveryPhraseFires(t *testing.T) {
	for i, l := range strings.Split(strings.TrimSpace(signalData), "\n") {
		f := strings.Split(l, "\t")
		if i == 0 || f[0] == "before" || f[0] == "after" || f[0] == "prose" {
			continue
		}
		got := signalsOf(f[1])
		if len(got) == 0 || string(got[0].ID) != f[0] {
			t.Errorf("line %d %q: got %v, want %s", i+1, f[1], got, f[0])
		}
	}
}

func TestSignalIDsAreOfTheClosedList(t *testing.T) {
	known := map[transcripts.SignalID]bool{
		transcripts.SignalSaleStarted: true, transcripts.SignalSaleFailed: true, transcripts.SignalSaleApproved: true,
		transcripts.SignalCancelled: true, transcripts.SignalCardReadFailed: true, transcripts.SignalCardRemoved: true,
		transcripts.SignalChipDeclined: true, transcripts.SignalConnected: true, transcripts.SignalConnectFailed: true,
		transcripts.SignalSendFailed: true, transcripts.SignalReceiveTimeout: true, transcripts.SignalDisconnected: true,
		transcripts.SignalMACError: true, transcripts.SignalAnswerMismatch: true, transcripts.SignalReversalStarted: true,
		transcripts.SignalReversalDone: true, transcripts.SignalReversalFailed: true, transcripts.SignalReversalGaveUp: true,
		transcripts.SignalReversalDropped: true, transcripts.SignalPrinterPaperOut: true, transcripts.SignalPrinterError: true,
		transcripts.SignalSlipPrinted: true, transcripts.SignalReaderError: true, transcripts.SignalBatchSettled: true,
		transcripts.SignalBatchUnbalanced: true, transcripts.SignalBatchCleared: true, transcripts.SignalRestarted: true,
		transcripts.SignalReset: true, transcripts.SignalNotSignedOn: true, transcripts.SignalJournalFull: true,
	}
	said := map[transcripts.SignalID]bool{}
	for _, list := range book.heads {
		for _, p := range list {
			if !known[p.id] {
				t.Errorf("%q: unknown signal %q", p.text, p.id)
			}
			said[p.id] = true
		}
	}
	for id := range known {
		if !said[id] {
			t.Errorf("nothing says %s", id)
		}
	}
}

func TestTimesInEveryForm(t *testing.T) {
	for text, want := range map[string]string{
		"2026-11-20 10:14:03":                "2026-11-20T10:14:03",
		"2026/11/20 10:14:03.123":            "2026-11-20T10:14:03.123",
		"2019-02-15T01:21:02.427":            "2019-02-15T01:21:02.427",
		"2019-02-15T01:21:02.427123":         "2019-02-15T01:21:02.427123",
		"2019-02-15T01:21:02.427123456Z":     "2019-02-15T01:21:02.427123456Z",
		"2019-02-15T01:21:02.427+08:00":      "2019-02-15T01:21:02.427+08:00",
		"2019-02-15 01:21:02,427 -0300 x":    "2019-02-15T01:21:02.427-03:00",
		"08:09:41.251":                       "T08:09:41.251",
		"10-26 10:46:59.984 5053-5363/pkg":   "10-26T10:46:59.984",
		"1605865443123 x":                    "2020-11-20T09:44:03.123Z",
		"Mon Nov 24 00:00:03 EST 2014.292":   "2014-11-24T00:00:03.292",
		"Tue Dec 15 17:59:30 CST 2015.9":     "2015-12-15T17:59:30.009",
		"22.01.12 21:44:19.462":              "2022-01-12T21:44:19.462",
		"25-07-22 14:43:11:291":              "2025-07-22T14:43:11.291",
		"[ 21 Jul 2021 11:03:40:774 ]":       "2021-07-21T11:03:40.774",
		"11/18/2021 2:35:45 PM":              "2021-11-18T14:35:45",
		"11/18/2021 12:35:45 AM":             "2021-11-18T00:35:45",
		"16.04.2022 22:52:08":                "2022-04-16T22:52:08",
		"2026年11月20日 10时14分03秒 交易":           "2026-11-20T10:14:03",
		"20261120101403 x":                   "2026-11-20T10:14:03",
		"20261120 10:14:03":                  "2026-11-20T10:14:03",
		"20261120-101403.123":                "2026-11-20T10:14:03.123",
		"Nov 20 10:14:03 pos app[1]":         "11-20T10:14:03",
		"20/Nov/2026:10:14:03 +0800":         "2026-11-20T10:14:03+08:00",
		"INFO 2026-11-20 10:14:03 [main] hi": "2026-11-20T10:14:03",
		"2026-13-20 10:14:03":                "T10:14:03", // no such month
		"02:00:30:20:00:00":                  "",          // bytes, not a clock
		"60 00 06 00 00":                     "",
		"25:14:03":                           "",
		"F12=20261120101403":                 "",
		"order 1605865443123 paid":           "",
		"192.168.1.10:5000":                  "",
	} {
		st, _, _ := findStamp([]byte(text))
		if got := when(st); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}
