package abecs

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// keep says what of a command's data may be kept.
type keep int

const (
	nothing keep = iota // card data, PIN, keys or what the customer typed
	words               // texts for a screen
	all                 // versions, numbers of machines and tables
)

// command is one row of chapter 3.
type command struct {
	kind transcripts.Kind
	keep keep
	name codes.Text
}

// commands are those of ABECS 2.12, the obsolete ones included. None of them can
// move money: the pinpad has no line to a host.
var commands = map[string]command{
	"OPN": {transcripts.KindStatus, nothing, codes.Text{EN: "open the pinpad", ZH: "打开密码键盘"}},
	"GIN": {transcripts.KindStatus, all, codes.Text{EN: "ask for maker, model and versions", ZH: "查询厂商、型号和版本"}},
	"GIX": {transcripts.KindStatus, all, codes.Text{EN: "ask for single items of information", ZH: "查询指定信息项"}},
	"CLO": {transcripts.KindStatus, words, codes.Text{EN: "close the pinpad", ZH: "关闭密码键盘"}},
	"CLX": {transcripts.KindStatus, words, codes.Text{EN: "close the pinpad", ZH: "关闭密码键盘"}},
	"GTS": {transcripts.KindStatus, all, codes.Text{EN: "ask for the version of the tables", ZH: "查询参数表版本"}},
	"GDU": {transcripts.KindStatus, nothing, codes.Text{EN: "ask for the serial of a key", ZH: "查询密钥序号"}},
	"LMF": {transcripts.KindStatus, words, codes.Text{EN: "list media files", ZH: "列出多媒体文件"}},
	"NTM": {transcripts.KindStatus, words, codes.Text{EN: "text for the operator", ZH: "给收银员的提示"}},
	"ERR": {transcripts.KindStatus, nothing, codes.Text{EN: "command not understood", ZH: "指令无法识别"}},

	"DSP": {transcripts.KindAdmin, words, codes.Text{EN: "show a text", ZH: "显示文字"}},
	"DEX": {transcripts.KindAdmin, words, codes.Text{EN: "show a long text", ZH: "显示长文字"}},
	"DSI": {transcripts.KindAdmin, words, codes.Text{EN: "show a picture", ZH: "显示图片"}},
	"MNU": {transcripts.KindAdmin, nothing, codes.Text{EN: "offer a menu", ZH: "显示菜单"}},
	"RMC": {transcripts.KindAdmin, words, codes.Text{EN: "ask to remove the card", ZH: "提示取卡"}},
	"GKY": {transcripts.KindAdmin, nothing, codes.Text{EN: "wait for a key", ZH: "等待按键"}},
	"CKE": {transcripts.KindAdmin, nothing, codes.Text{EN: "wait for a key or a card", ZH: "等待按键或卡"}},
	"GCD": {transcripts.KindAdmin, nothing, codes.Text{EN: "let the customer type something", ZH: "让顾客输入资料"}},

	"GCR": {transcripts.KindAdmin, nothing, codes.Text{EN: "read a card", ZH: "读卡"}},
	"GCX": {transcripts.KindAdmin, nothing, codes.Text{EN: "read a card", ZH: "读卡"}},
	"CNG": {transcripts.KindAdmin, nothing, codes.Text{EN: "set values for the chip", ZH: "设置芯片参数"}},
	"GED": {transcripts.KindAdmin, nothing, codes.Text{EN: "read chip data", ZH: "读取芯片数据"}},
	"GTK": {transcripts.KindAdmin, nothing, codes.Text{EN: "read the tracks", ZH: "读取磁道"}},
	"CEX": {transcripts.KindAdmin, nothing, codes.Text{EN: "wait for a card or a key", ZH: "等待卡或按键"}},
	"CHP": {transcripts.KindAdmin, nothing, codes.Text{EN: "talk to the chip directly", ZH: "直接访问芯片"}},
	"GPN": {transcripts.KindAdmin, nothing, codes.Text{EN: "ask for the PIN", ZH: "输入密码"}},
	"GOC": {transcripts.KindAdmin, nothing, codes.Text{EN: "let the chip start the payment", ZH: "芯片开始处理交易"}},
	"GOX": {transcripts.KindAdmin, nothing, codes.Text{EN: "let the chip start the payment", ZH: "芯片开始处理交易"}},
	"FNC": {transcripts.KindAdmin, nothing, codes.Text{EN: "give the chip the host's answer", ZH: "把主机应答交给芯片"}},
	"FCX": {transcripts.KindAdmin, nothing, codes.Text{EN: "give the chip the host's answer", ZH: "把主机应答交给芯片"}},
	"EBX": {transcripts.KindAdmin, nothing, codes.Text{EN: "encipher data", ZH: "加密数据"}},
	"ENB": {transcripts.KindAdmin, nothing, codes.Text{EN: "encipher data", ZH: "加密数据"}},
	"GEN": {transcripts.KindAdmin, nothing, codes.Text{EN: "command of one network", ZH: "某收单网络的专用指令"}},

	"DWK": {transcripts.KindKeys, nothing, codes.Text{EN: "set a working key", ZH: "设置工作密钥"}},
	"TLI": {transcripts.KindParameters, all, codes.Text{EN: "start loading tables", ZH: "开始下载参数表"}},
	"TLR": {transcripts.KindParameters, nothing, codes.Text{EN: "load a table", ZH: "下载参数表"}},
	"TLE": {transcripts.KindParameters, all, codes.Text{EN: "end loading tables", ZH: "结束下载参数表"}},
	"MLI": {transcripts.KindParameters, words, codes.Text{EN: "start loading a media file", ZH: "开始下载多媒体文件"}},
	"MLR": {transcripts.KindParameters, nothing, codes.Text{EN: "load a media file", ZH: "下载多媒体文件"}},
	"MLE": {transcripts.KindParameters, all, codes.Text{EN: "end loading a media file", ZH: "结束下载多媒体文件"}},
	"DMF": {transcripts.KindParameters, words, codes.Text{EN: "delete media files", ZH: "删除多媒体文件"}},
}

// items are the answers of GIX that say what machine it is (section 3.1.3.2).
var items = map[uint16]codes.Text{
	0x8001: {EN: "serial number", ZH: "序列号"},
	0x8002: {EN: "part number", ZH: "部件号"},
	0x8003: {EN: "model", ZH: "型号"},
	0x8004: {EN: "maker", ZH: "厂商"},
	0x8006: {EN: "operating system", ZH: "操作系统"},
	0x8007: {EN: "version of the standard", ZH: "规范版本"},
	0x8008: {EN: "version of the manager", ZH: "管理程序版本"},
	0x8009: {EN: "version of the application", ZH: "应用版本"},
}

// id is the command of a body; "" when it has none that can be read.
func id(b wire.Bytes) string {
	if b.Len() < 3 || !b.Slice(0, 3).AllKnown() {
		return ""
	}
	return string(b.B[:3])
}

// block is a stretch of the body: data behind a length of three digits.
type block struct{ from, to int }

// blocks reads the blocks of a body from byte i on; false when the lengths do not
// fit it.
func blocks(b wire.Bytes, i int) ([]block, bool) {
	var out []block
	for i < b.Len() {
		if i+3 > b.Len() {
			return out, false
		}
		n := 0
		for _, c := range b.B[i : i+3] {
			if c < '0' || c > '9' {
				return out, false
			}
			n = 10*n + int(c-'0')
		}
		if !b.Slice(i, i+3).AllKnown() || i+3+n > b.Len() {
			return out, false
		}
		out = append(out, block{i + 3, i + 3 + n})
		i += 3 + n
	}
	return out, true
}
