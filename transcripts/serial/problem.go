package serial

import (
	"strings"

	"github.com/posdoctor/posdoctor/codes"
)

// words is what a person is told about one kind of error.
type words struct {
	id         string
	what, hint codes.Text
}

var byKind = map[Kind]words{
	Trouble: {
		"terminal.port_trouble",
		codes.Text{EN: "the port gives an error", ZH: "端口出错"},
		codes.Text{
			EN: "close programs that use many ports or files, unplug the cable, plug it in again and repeat; if it stays so, the words after the last colon tell a technician why",
			ZH: "请关闭占用端口或文件较多的程序，拔下数据线重新插好后再试；如果还是这样，请把末尾冒号后面的文字告诉技术人员",
		},
	},
	NotFound: {
		"terminal.port_missing",
		codes.Text{EN: "there is no such port", ZH: "没有这个端口"},
		codes.Text{
			EN: "see that the cable is plugged in at both ends and the terminal is on, then list the ports: posdoctor ports",
			ZH: "请检查数据线两头是否插好、终端是否开机，再用 posdoctor ports 查看现有的端口",
		},
	},
	Busy: {
		"terminal.port_busy",
		codes.Text{EN: "another program holds this port", ZH: "端口正被别的程序占用"},
		codes.Text{
			EN: "close the till software and the bank's own program for the terminal, then try again; if the cable was plugged in a moment ago, wait 15 seconds, for the system may still take it for a modem",
			ZH: "请先退出收银软件和银行的终端程序，再试一次；如果刚插上数据线，请等 15 秒，系统可能正把它当调制解调器检测",
		},
	},
	Permission: {
		"terminal.port_permission",
		codes.Text{EN: "this user may not open the port", ZH: "当前用户没有打开这个端口的权限"},
		codes.Text{
			EN: "ask whoever administers this computer for the right to use the port",
			ZH: "请让管理这台电脑的人给你开通使用该端口的权限",
		},
	},
	NotAPort: {
		"terminal.not_a_port",
		codes.Text{EN: "this is no serial port", ZH: "这不是串口"},
		codes.Text{
			EN: "give the name of a port, such as COM3 or /dev/ttyUSB0 (posdoctor ports lists them), or tcp://HOST:PORT for a terminal in the network",
			ZH: "请填写端口名，例如 COM3 或 /dev/ttyUSB0（用 posdoctor ports 查看）；联网的终端请写 tcp://地址:端口号",
		},
	},
	Unplugged: {
		"terminal.unplugged",
		codes.Text{EN: "the port went away: the cable was pulled, or the terminal or its adapter restarted", ZH: "端口断开了：数据线被拔下，或者终端、转接线重启了"},
		codes.Text{
			EN: "plug the cable in again and run posdoctor ports: the port may have come back under another name",
			ZH: "请重新插好数据线，再运行 posdoctor ports：端口名可能变了",
		},
	},
	Closed: {
		"terminal.port_closed",
		codes.Text{EN: "posdoctor closed the port before the work on it had ended", ZH: "工作还没做完，posdoctor 就关闭了端口"},
		codes.Text{EN: "run the command again if you need the rest", ZH: "如果还需要其余的结果，请再运行一次"},
	},
	Silent: {
		"terminal.silent",
		codes.Text{EN: "the terminal does not answer", ZH: "终端没有应答"},
		codes.Text{
			EN: "look in this order: is the terminal on and its screen awake, is the link to the till (ECR) switched on in its menu, is the cable in the right socket, do speed and format fit; posdoctor probe tries them",
			ZH: "请依次检查：终端是否开机、屏幕是否亮着；终端菜单里的收银机（ECR）连接是否打开；数据线是否插对接口；波特率和数据格式是否一致。可以用 posdoctor probe 逐项尝试",
		},
	},
	Refused: {
		"terminal.refused",
		codes.Text{EN: "the terminal refused the question", ZH: "终端拒绝了这次查询"},
		codes.Text{
			EN: "wait until the terminal shows its idle screen, then ask again",
			ZH: "请等终端回到待机画面后再查询",
		},
	},
	BadLine: {
		"usage.line",
		codes.Text{EN: "this port cannot take these line settings", ZH: "这个端口不能使用这样的串口参数"},
		codes.Text{
			EN: `write them like "9600 8N1": a speed from 50 to 4000000, 7 or 8 data bits, parity N, E or O, 1 or 2 stop bits; some drivers take the usual speeds only, and a tcp:// port takes no settings`,
			ZH: "请写成“9600 8N1”的形式：波特率 50 到 4000000，数据位 7 或 8，校验 N、E 或 O，停止位 1 或 2；有些驱动只支持常用波特率，tcp:// 端口不能设置串口参数",
		},
	},
	Network: {
		"terminal.network",
		codes.Text{EN: "there is no connection to this address", ZH: "连不上这个地址"},
		codes.Text{
			EN: "compare address and port number with the terminal's network menu, and see that terminal and computer are in the same network; posdoctor net shows where it stops",
			ZH: "请对照终端网络菜单里的地址和端口号，并确认终端和电脑在同一个网络里；用 posdoctor net 可以看到卡在哪一步",
		},
	},
}

// byOutcome is what there is to say when a question brought something, though
// no answer. The id is that of the kind.
var byOutcome = map[Outcome]words{
	Acknowledged: {
		what: codes.Text{EN: "the terminal acknowledged the question and then did not answer it", ZH: "终端确认收到了查询，但之后没有应答"},
		hint: codes.Text{
			EN: "cable, speed and protocol are right, so leave them; the terminal may be busy with a payment or with its host: wait until it shows its idle screen, then ask again",
			ZH: "数据线、波特率和协议都没有问题，不用改；终端可能正在做交易或联系主机：请等它回到待机画面后再查询",
		},
	},
	NAKed: {
		what: codes.Text{EN: "the terminal answers, but cannot read the question", ZH: "终端有反应，但读不懂这次查询"},
		hint: codes.Text{
			EN: "the terminal is alive; it expects another protocol, check sum or format: see in its menu which till (ECR) protocol is chosen, or run posdoctor probe",
			ZH: "终端是通的，只是协议、校验方式或数据格式不一致：请在终端菜单里查看选的是哪种收银机（ECR）协议，或运行 posdoctor probe",
		},
	},
	Declined: {
		what: codes.Text{EN: "the terminal declined the question: %s", ZH: "终端没有受理这次查询：%s"},
		hint: codes.Text{EN: "wait until the terminal shows its idle screen, then ask again", ZH: "请等终端回到待机画面后再查询"},
	},
	Echoed: {
		what: codes.Text{EN: "only posdoctor's own bytes came back, no terminal answered", ZH: "收到的只是 posdoctor 自己发出的内容，没有终端应答"},
		hint: codes.Text{
			EN: "a loop plug, a short between the wires or an adapter for two-wire lines (RS-485) does that: see what is at the end of the cable",
			ZH: "自环插头、线间短路或两线制（RS-485）转接器会造成这种现象：请检查数据线另一头接的是什么",
		},
	},
	OtherBytes: {
		what: codes.Text{EN: "something came back, but no answer in this protocol", ZH: "收到了数据，但不是这种协议的应答"},
		hint: codes.Text{
			EN: "speed or format may be wrong, or the terminal speaks another protocol: posdoctor probe finds out",
			ZH: "波特率或数据格式可能不对，也可能终端用的是别的协议：可以用 posdoctor probe 判断",
		},
	},
	NotTaken: {
		what: codes.Text{EN: "the other side is connected but takes no bytes", ZH: "对方已连接，但不接收数据"},
		hint: codes.Text{
			EN: "wake the terminal's screen and wait until it has started up; then unplug the cable, plug it in again and repeat",
			ZH: "请点亮终端屏幕，等它启动完成；然后拔下数据线重新插好再试",
		},
	},
}

// Other words for the same kinds where the port is an address.
var byKindTCP = map[Kind]words{
	Unplugged: {
		what: codes.Text{EN: "the other side ended the connection", ZH: "对方断开了连接"},
		hint: codes.Text{
			EN: "see that the terminal is on and in the network, and that no till holds it: many terminals take one connection at a time; then try again",
			ZH: "请确认终端已开机、网络正常，而且没有被收银机占用（很多终端同一时间只接受一个连接），然后再试",
		},
	},
	Busy: {
		what: codes.Text{EN: "another program waits at this address already", ZH: "已有别的程序在这个地址上等待连接"},
		hint: codes.Text{EN: "end that program or choose another port number", ZH: "请结束那个程序，或换一个端口号"},
	},
}

var (
	hintGroup = codes.Text{
		EN: `become a member of the group %[1]s, which may use this port (on Linux: sudo usermod -aG %[1]s "$USER"), then log out and in again`,
		ZH: `请把当前用户加入可以使用该端口的用户组 %[1]s（Linux 上运行：sudo usermod -aG %[1]s "$USER"），然后注销并重新登录`,
	}
	textBusyOrRights = codes.Text{EN: "another program holds this port, or this user may not open it", ZH: "端口正被别的程序占用，或者当前用户没有权限打开"}
)

// Problem words the error for a person: what happened and what to do next.
func (e *Error) Problem() *codes.Problem {
	w := byKind[e.Kind]
	id := w.id
	tcp := strings.HasPrefix(e.Port, tcpPrefix) || strings.HasPrefix(e.Port, listenPrefix)
	if other, ok := byKindTCP[e.Kind]; ok && tcp {
		w = other
	}
	if other, ok := byOutcome[e.Outcome]; ok {
		w = other
	}
	switch {
	case e.Outcome == Declined && e.Words.IsZero():
		w = byKind[Refused]
	case e.Outcome == Declined:
		w.what = w.what.With(e.Words)
	case e.Kind == Permission && e.Group != "":
		w.hint = hintGroup.With(e.Group)
	case e.Kind == Busy && !tcp && busyMayBeRights:
		w.what = textBusyOrRights
	}
	return &codes.Problem{ID: id, What: w.what, At: e.Port, Hint: w.hint, Err: e.Err}
}
