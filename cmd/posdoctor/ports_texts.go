package main

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag/report"
	"github.com/posdoctor/posdoctor/transcripts/serial/find"
)

var kindTexts = map[find.Kind]codes.Text{
	find.KindUnknown:  {EN: "not known", ZH: "不清楚"},
	find.KindTerminal: {EN: "payment terminal", ZH: "支付终端"},
	find.KindAdapter:  {EN: "serial cable", ZH: "串口转接线"},
	find.KindGadget:   {EN: "small computer", ZH: "小型设备"},
	find.KindAndroid:  {EN: "Android device", ZH: "安卓设备"},
	find.KindReader:   {EN: "card reader, no terminal", ZH: "读卡器，不是终端"},
	find.KindScanner:  {EN: "barcode scanner", ZH: "扫码器"},
	find.KindOther:    {EN: "no terminal", ZH: "不是终端"},
}

var linkTexts = map[find.Link]codes.Text{
	find.LinkUnknown:   {EN: "not known", ZH: "不清楚"},
	find.LinkUSB:       {EN: "USB, not known", ZH: "USB 设备，不清楚是什么"},
	find.LinkBoard:     {EN: "built-in port", ZH: "机器自带的串口"},
	find.LinkBluetooth: {EN: "Bluetooth", ZH: "蓝牙"},
	find.LinkGadget:    {EN: "this machine as a device", ZH: "本机作为 USB 设备"},
}

var basisTexts = map[find.Basis]codes.Text{
	find.BasisIDs:    {EN: "by both USB numbers", ZH: "根据两个 USB 编号"},
	find.BasisVendor: {EN: "by the maker's number and the device's own words", ZH: "根据厂商编号和设备自述"},
	find.BasisWeak:   {EN: "by the maker's number alone", ZH: "只根据厂商编号"},
	find.BasisWords:  {EN: "by the device's own words alone", ZH: "只根据设备自述"},
	find.BasisDriver: {EN: "by the name of the port", ZH: "根据串口名称"},
}

var changeTexts = map[string]codes.Text{
	"came": {EN: "plugged in", ZH: "插入"},
	"went": {EN: "pulled out", ZH: "拔出"},
}

// noPortSteps is what to try when there is no serial port at all.
var noPortSteps = []codes.Text{
	{EN: "Is the terminal switched on and out of sleep? Some cut the cable's power while they sleep.", ZH: "终端开机了吗？屏幕亮着吗？有些终端休眠时会断开连线。"},
	{EN: "Try another cable and another socket: many cables only charge.", ZH: "换一根线、换一个插口：很多线只能充电。"},
	{EN: "Look in the terminal's menu for its connection to the till and set it to USB or serial. A terminal that talks over the network has no port here.", ZH: "在终端菜单里找“收银机连接”，设成 USB 或串口。用网络连接的终端在这里没有串口。"},
	{EN: "Watch while you plug it in: posdoctor ports --watch", ZH: "边插边看：posdoctor ports --watch"},
	{EN: "Which driver a cable needs: posdoctor help drivers", ZH: "线需要什么驱动：posdoctor help drivers"},
}

// driversPage says which driver the usual cables and terminals need.
func (a *app) driversPage() []report.Block {
	blocks := []report.Block{a.heading(headDrivers), paragraph(a.say(textDrivers))}
	for _, d := range find.Drivers() {
		pairs := report.Block{Kind: report.Pairs, Indent: 2}
		for _, row := range []struct{ system, name string }{{"Linux", d.Linux}, {"Windows", d.Windows}, {"macOS", d.MacOS}} {
			if row.name != "" {
				pairs.Rows = append(pairs.Rows, []report.Span{{Text: row.system}, {Text: row.name}})
			}
		}
		pairs.Rows = append(pairs.Rows, []report.Span{{Text: a.say(labelNote)}, {Text: a.say(d.Note)}})
		blocks = append(blocks, a.heading(textChip.With(d.Chip, d.VID)), pairs)
	}
	return blocks
}

var (
	portsShort = codes.Text{EN: "which serial ports there are, what is behind them, whether you may open them", ZH: "列出串口、后面可能接着什么、能不能打开"}
	portsLong  = []codes.Text{
		{
			EN: "It opens no port and asks no device for anything. What is behind a port is a guess by its USB numbers: makers share numbers, so only the terminal's own answer is proof.",
			ZH: "不打开任何串口，也不向设备发送任何内容。串口后面是什么，只是根据 USB 编号推测：不同厂家会共用编号，只有终端自己的应答才算证明。",
		},
		{
			EN: "The exit code is 4 when there is no serial port at all, with what to try.",
			ZH: "一个串口都没有时退出码是 4，并给出处理办法。",
		},
	}
	portsExample      = codes.Text{EN: "every port, the likeliest first", ZH: "列出所有串口，最可能的在前"}
	portsExampleWatch = codes.Text{EN: "a line whenever something is plugged in or pulled out", ZH: "每次插拔显示一行"}
	flagWatch         = codes.Text{EN: "tell what is plugged in and pulled out, until Ctrl-C", ZH: "持续显示插拔情况，按 Ctrl-C 结束"}

	textNoPort = codes.Text{EN: "there is no serial port on this machine", ZH: "这台电脑上没有串口"}
	hintNoPort = codes.Text{EN: "switch the terminal on, plug it in and run posdoctor ports --watch", ZH: "请打开终端、插好线，再运行 posdoctor ports --watch"}
	textNoList = codes.Text{EN: "the serial ports cannot be listed", ZH: "列不出串口"}
	hintNoList = codes.Text{EN: "name the port yourself if you know it: posdoctor probe PORT", ZH: "如果知道串口名，可以直接写：posdoctor probe 串口"}

	columnPort    = codes.Text{EN: "Port", ZH: "串口"}
	columnUSB     = codes.Text{EN: "USB", ZH: "USB"}
	columnBehind  = codes.Text{EN: "What may be behind it", ZH: "可能接着"}
	columnMayOpen = codes.Text{EN: "May open", ZH: "能打开"}

	stateYes        = codes.Text{EN: "yes", ZH: "可以"}
	stateNo         = codes.Text{EN: "no", ZH: "没有权限"}
	stateNoFile     = codes.Text{EN: "no file", ZH: "没有文件"}
	stateInUse      = codes.Text{EN: "in use", ZH: "被占用"}
	stateNotChecked = codes.Text{EN: "not checked", ZH: "未检查"}
	heldNobody      = codes.Text{EN: "nobody", ZH: "没有程序占用"}
	heldPartly      = codes.Text{EN: "nobody was seen", ZH: "没有看到"}

	labelDeviceSays = codes.Text{EN: "It calls itself", ZH: "设备自述"}
	labelSerialNo   = codes.Text{EN: "Serial number", ZH: "序列号"}
	labelPluggedAt  = codes.Text{EN: "USB socket", ZH: "USB 插口"}
	labelDriver     = codes.Text{EN: "Driver", ZH: "驱动"}
	labelStable     = codes.Text{EN: "Lasting name", ZH: "固定名称"}
	labelHeld       = codes.Text{EN: "In use by", ZH: "占用者"}

	textNamed         = codes.Text{EN: "%[1]s, %[2]s", ZH: "%[1]s，%[2]s"}
	textPerhaps       = codes.Text{EN: "perhaps: %[1]s", ZH: "也许是：%[1]s"}
	textInterface     = codes.Text{EN: "%[1]s; interface %[2]d", ZH: "%[1]s；接口 %[2]d"}
	textTillInterface = codes.Text{EN: "%[1]s; interface %[2]d (till)", ZH: "%[1]s；接口 %[2]d（接收银机）"}
	textCertainty     = codes.Text{EN: "%[1]s; %[2]s", ZH: "%[1]s；%[2]s"}
	textColon         = codes.Text{EN: ": ", ZH: "："}
	textDeviceLine    = codes.Text{EN: "%[1]s, %[2]s: %[3]s", ZH: "%[1]s，%[2]s：%[3]s"}
	textNoSerial      = codes.Text{EN: "%[1]s, but not as a serial port: %[2]s", ZH: "%[1]s，但不是串口：%[2]s"}
	textUnseen        = codes.Text{
		EN: "Programs of other users that could not be looked at: %d. Run it with sudo to be sure who uses a port.",
		ZH: "有 %d 个其他用户的程序无法查看。要确定谁在占用串口，请用 sudo 运行。",
	}
	textHiddenPorts = codes.Text{EN: "Not shown: built-in ports without hardware behind them (%d).", ZH: "另有 %d 个没有实际硬件的内置串口，未列出。"}
	textNextProbe   = codes.Text{EN: "Next: posdoctor probe %s", ZH: "下一步：posdoctor probe %s"}
	textNoLikely    = codes.Text{EN: "None of these looks like a terminal. Plug it in and run: posdoctor ports --watch", ZH: "看起来都不是终端。请插上终端并运行：posdoctor ports --watch"}
	textWatching    = codes.Text{EN: "watching; Ctrl-C ends it", ZH: "正在监视，按 Ctrl-C 结束"}
	textDrivers     = codes.Text{
		EN: "Without its driver a cable is no serial port. On Windows look in the Device Manager for an entry with a yellow mark; on macOS allow a new driver in the system settings under privacy and security.",
		ZH: "没有驱动，线就不会变成串口。Windows 请在设备管理器里找带黄色标记的项；macOS 请在系统设置的“隐私与安全性”里允许新驱动。",
	}
	textChip = codes.Text{EN: "%[1]s (USB %[2]s)", ZH: "%[1]s（USB %[2]s）"}

	headNoSerial = codes.Text{EN: "Plugged in, but not as a serial port", ZH: "已插上，但不是串口"}
	headNoPort   = codes.Text{EN: "No serial port: what to try", ZH: "没有串口：可以这样试"}
	headDrivers  = codes.Text{EN: "Drivers", ZH: "驱动"}
)
