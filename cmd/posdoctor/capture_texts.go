package main

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts/capture"
)

var (
	captureShort = codes.Text{EN: "record what a terminal sends, masked", ZH: "录下终端发出的数据（已打码）"}
	captureLong  = []codes.Text{
		{
			EN: "PORT is a serial port (posdoctor ports lists them) or tcp://HOST:PORT. It only listens and sends nothing. Each frame is masked, made safe on disk, and only then shown; a pulled cable leaves a mark, and recording goes on when it is back. Ctrl-C ends it.",
			ZH: "端口可以是串口（用 posdoctor ports 查看）或 tcp://地址:端口号。它只听不发。每一帧先打码、写入磁盘，然后才显示；线被拔掉会留下记号，插回后继续录。按 Ctrl-C 结束。",
		},
		{
			EN: "A port in use by the till cannot be listened to; put posdoctor between the two with posdoctor tap. The file format: posdoctor help capture.",
			ZH: "收银机正在用的端口没法旁听；请用 posdoctor tap 接在两者之间。文件格式见 posdoctor help capture。",
		},
	}
	captureExample       = codes.Text{EN: "record until Ctrl-C, in a file named after the port and the time", ZH: "一直录到按 Ctrl-C，文件用端口名和时间命名"}
	captureExampleUntil  = codes.Text{EN: "with other line settings, until the line is quiet for two minutes", ZH: "用别的串口参数，静默两分钟后结束"}
	captureExampleRotate = codes.Text{EN: "over the network, a new file every 20 MB", ZH: "通过网络录，每 20 MB 换一个文件"}

	textListening     = codes.Text{EN: "listening at %s, writing %s; Ctrl-C ends it", ZH: "正在听 %s，写入 %s；按 Ctrl-C 结束"}
	textSpeaks        = codes.Text{EN: "protocol: %s", ZH: "协议：%s"}
	textBadSum        = codes.Text{EN: "wrong check sum", ZH: "校验和错误"}
	textNothingHeard  = codes.Text{EN: "nothing was heard", ZH: "什么也没有收到"}
	hintNothingHeard  = codes.Text{EN: "a terminal mostly speaks only when the till asks; record a payment with posdoctor tap, or try: posdoctor probe", ZH: "终端一般只在收银机询问时才说话；请用 posdoctor tap 录一笔交易，或试试：posdoctor probe"}
	headRecorded      = codes.Text{EN: "Recorded", ZH: "录制结果"}
	headNext          = codes.Text{EN: "What next", ZH: "接下来"}
	labelFile         = codes.Text{EN: "File", ZH: "文件"}
	labelSpan         = codes.Text{EN: "Time", ZH: "时间"}
	labelFrames       = codes.Text{EN: "Frames", ZH: "帧数"}
	labelSides        = codes.Text{EN: "From", ZH: "来自"}
	labelSpeaks       = codes.Text{EN: "Protocol", ZH: "协议"}
	labelMasked       = codes.Text{EN: "Masked", ZH: "已打码"}
	labelDamaged      = codes.Text{EN: "Damaged", ZH: "损坏"}
	labelGaps         = codes.Text{EN: "Gaps", ZH: "中断次数"}
	textCounts        = codes.Text{EN: "%[1]d, %[2]d bytes", ZH: "%[1]d 帧，%[2]d 字节"}
	textFramesOf      = codes.Text{EN: "card data in %d frames", ZH: "%d 帧中的卡数据"}
	textDamaged       = codes.Text{EN: "%[1]d with a wrong check sum, %[2]d outside of any frame", ZH: "校验和错误 %[1]d 帧，不成帧 %[2]d 段"}
	textNotRecognised = codes.Text{EN: "not recognised, so digits were masked freely; if you know it, record again with --protocol", ZH: "没有识别出来，数字因此从严打码；如果知道协议，请加 --protocol 重新录"}
	joinStyle         = codes.Text{EN: "%[1]s; %[2]s", ZH: "%[1]s；%[2]s"}
)

// signWords words the marks that a person should see.
var signWords = map[capture.Sign]codes.Text{
	capture.Unplugged: {EN: "--- the line is gone ---", ZH: "--- 线路断开 ---"},
	capture.Replugged: {EN: "--- the line is back ---", ZH: "--- 线路恢复 ---"},
	capture.HungUp:    {EN: "--- the connection is over ---", ZH: "--- 连接结束 ---"},
	capture.Connected: {EN: "--- connected again ---", ZH: "--- 重新连接 ---"},
	capture.Rotated:   {EN: "--- another file ---", ZH: "--- 换文件 ---"},
	capture.Noise:     {EN: "--- noise on the line ---", ZH: "--- 线路有干扰 ---"},
}
