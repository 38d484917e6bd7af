package probe

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

var (
	overTCP    = codes.Text{EN: "TCP", ZH: "TCP"}
	didListen  = codes.Text{EN: "Listened for %s at %s, sending nothing", ZH: "以 %[2]s 只听了 %[1]s，没有发送任何内容"}
	didSet     = codes.Text{EN: "Set the line to %s", ZH: "把线路设为 %s"}
	didChoose  = codes.Text{EN: "Chose what to ask", ZH: "选择要问的问题"}
	didAsk     = codes.Text{EN: "Asked: %s (%s, %s)", ZH: "询问：%s（%s，%s）"}
	didSignals = codes.Text{EN: "Looked at the control lines of the cable", ZH: "查看线缆的控制信号"}

	sawNothing     = codes.Text{EN: "Nothing came.", ZH: "什么也没有收到。"}
	sawBytes       = codes.Text{EN: "%d bytes came that fit no protocol known here.", ZH: "收到 %d 个字节，不属于任何已知协议。"}
	sawFrames      = codes.Text{EN: "%d whole frames of %s.", ZH: "收到 %d 个完整的 %s 报文。"}
	sawMaybe       = codes.Text{EN: "It may be %s.", ZH: "可能是 %s。"}
	sawRefused     = codes.Text{EN: "The driver refuses this.", ZH: "驱动不接受这个设置。"}
	sawNoProtocol  = codes.Text{EN: "Nothing tells which protocol the terminal speaks.", ZH: "看不出终端用的是哪种协议。"}
	sawNoQuestion  = codes.Text{EN: "There is no harmless question in %s.", ZH: "%s 没有可以安全发送的查询。"}
	sawNoWord      = codes.Text{EN: "“%s” (%s) was not sent: nobody said yes.", ZH: "没有得到同意，所以没有发送“%s”（%s）。"}
	sawAnswer      = codes.Text{EN: "The terminal answered.", ZH: "终端作了应答。"}
	sawDeclined    = codes.Text{EN: "The terminal will not answer now: %s", ZH: "终端现在不予应答：%s"}
	sawAcked       = codes.Text{EN: "The terminal acknowledged the question, then said nothing more.", ZH: "终端确认收到了询问，之后没有再说什么。"}
	sawNAK         = codes.Text{EN: "The terminal refused the question as unreadable.", ZH: "终端表示读不懂这个询问。"}
	sawEcho        = codes.Text{EN: "Exactly what was sent came back, and nothing else.", ZH: "收到的和发出的完全一样，没有别的内容。"}
	sawForeign     = codes.Text{EN: "The reply is in another protocol: %s.", ZH: "应答用的是另一种协议：%s。"}
	sawNotTaken    = codes.Text{EN: "The other side takes no bytes.", ZH: "对方不接收任何字节。"}
	sawSignalsLow  = codes.Text{EN: "All of them are low.", ZH: "全部为低电平。"}
	sawSignalsHigh = codes.Text{EN: "The other side drives them: a device is there.", ZH: "对方在驱动这些信号：线的另一头有设备。"}

	whyBeyondChance = codes.Text{EN: "This cannot be chance: the protocol and the settings are right.", ZH: "这不可能是巧合：协议和线路设置都对。"}
	whyNotSure      = codes.Text{EN: "That is not enough to be sure.", ZH: "还不足以确定。"}
	whyConsole      = codes.Text{EN: "Many terminals have several ports, and the till's is another one.", ZH: "很多终端有几个串口，收银机用的是另一个。"}
	whyNoSweep      = codes.Text{EN: "Trying the questions of all protocols is not safe: a question in one can be a command in another.", ZH: "不能把各种协议的查询挨个试一遍：一种协议的查询，可能是另一种协议的指令。"}
	whyAnswer       = codes.Text{EN: "Cable, settings and protocol are right.", ZH: "线缆、线路设置和协议都对。"}
	whyAlive        = codes.Text{EN: "Cable, settings and protocol are right; the terminal is at something else.", ZH: "线缆、线路设置和协议都对；终端正在做别的事。"}
	whyBusy         = codes.Text{EN: "It is at work, or waits for its host or for somebody at its screen. An acknowledgement says nothing about money.", ZH: "终端正在处理，或在等主机、等人操作。确认收到不代表钱款结果。"}
	whyNAK          = codes.Text{EN: "It lives and the speed is right; it expects another protocol or another check sum.", ZH: "终端是通的，速率也对；它要的是另一种协议或另一种校验。"}
	whyForeign      = codes.Text{EN: "The terminal lives and the line is right: its menu is set to another protocol.", ZH: "终端和线路都正常：终端菜单里选的是另一种协议。"}
	whyEcho         = codes.Text{EN: "There is a loop plug, a cable that joins its own ends, or no terminal.", ZH: "可能是短接头、收发短接的线，或者根本没有接终端。"}
	whySignalsLow   = codes.Text{EN: "Nothing with power is at the other end, or the cable has only three wires.", ZH: "另一头没有通电的设备，或者用的是三线电缆。"}
	whySignalsHigh  = codes.Text{EN: "The cable is right; the terminal does not take orders from a till, or expects other settings.", ZH: "线缆没有问题；终端没有开启收银机联机，或要求别的线路设置。"}

	nextCheckPort     = codes.Text{EN: "Look into it: posdoctor check PORT --protocol %s", ZH: "接着检查：posdoctor check 端口 --protocol %s"}
	nextCheckLine     = codes.Text{EN: "Look into it: posdoctor check PORT --protocol %s --line \"%s\"", ZH: "接着检查：posdoctor check 端口 --protocol %s --line \"%s\""}
	nextOtherProtocol = codes.Text{EN: "Name the protocol that the terminal is set to: --protocol ID (posdoctor help protocols lists them).", ZH: "用 --protocol 指定终端所设的协议（posdoctor help protocols 列出全部）。"}
	nextProtocol      = codes.Text{EN: "Say which protocol the terminal speaks: --protocol ID (posdoctor help protocols lists them). Its menu or the till's settings name it.", ZH: "用 --protocol 指明终端的协议（posdoctor help protocols 列出全部）；终端菜单或收银软件设置里能查到。"}
	nextListen        = codes.Text{EN: "Record what terminal and till say to each other: posdoctor capture PORT", ZH: "把终端和收银机的对话录下来：posdoctor capture 端口"}
	nextConsent       = codes.Text{EN: "To ask it: add --yes; to ask nothing: --listen-only. The protocol was taken to be %s.", ZH: "同意询问请加 --yes；只听不问请加 --listen-only。这里按 %s 协议处理。"}
	nextBusy          = codes.Text{EN: "Look at the terminal's screen, finish what it shows, and probe again.", ZH: "看终端屏幕，处理完上面的提示后再探测一次。"}
	nextSpeed         = codes.Text{EN: "Look up speed and format in the terminal's menu and give them with --line, for example --line \"9600 7E1\".", ZH: "在终端菜单里查波特率和格式，用 --line 指定，例如 --line \"9600 7E1\"。"}
	nextOtherPort     = codes.Text{EN: "Try the other ports of the same device: posdoctor ports", ZH: "换同一设备的其他端口试试：posdoctor ports"}
	nextEcho          = codes.Text{EN: "Check which plug is in the terminal; some cables are for charging or for another model.", ZH: "检查插在终端上的插头；有的线只能充电，或是别的型号用的。"}
	nextCable         = codes.Text{EN: "Switch the terminal on; check the cable at both ends. A terminal mostly needs the maker's own cable, and a crossed one where the straight one is silent.", ZH: "打开终端电源，检查线缆两头。终端一般要用原厂线；直连线没有反应时换交叉线。"}
	nextMenu          = codes.Text{EN: "In the terminal's menu, look for the till connection (ECR, cash register, integrated mode): it must be on, for this port and this protocol.", ZH: "在终端菜单里找收银机联机（ECR、收银机、一体化模式）：要开启，并选对端口和协议。"}
	nextWake          = codes.Text{EN: "Wake the terminal and go back to its first screen; some switch the port off while they sleep.", ZH: "唤醒终端并回到主界面；有的终端休眠时会关闭端口。"}
)

// nextCheck names the command that goes on with what was found.
func (r *run) nextCheck(protocol string, l wire.Line) codes.Text {
	if r.p.Link() == wire.TCP || l == (wire.Line{}) || r.o.Direct {
		return nextCheckPort.With(protocol)
	}
	return nextCheckLine.With(protocol, l.String())
}
