package main

import "github.com/posdoctor/posdoctor/codes"

// capturePage documents the file format of captures.
var capturePage = []codes.Text{
	{EN: "The format of captures, posdoctor.capture/1", ZH: "抓包文件的格式 posdoctor.capture/1"},
	{
		EN: "A capture is a text file with one JSON object a line, in the order in which things happened. posdoctor schema capture prints the JSON Schema of a line; fields are only ever added. check, decode and watch read such files, also when the last line was cut off.",
		ZH: "抓包是文本文件，每行一个 JSON 对象，按发生的先后排列。用 posdoctor schema capture 查看每一行的 JSON Schema；以后只会增加字段。check、decode、watch 都能读，最后一行不完整也没关系。",
	},
	{
		EN: `A header starts it: {"schema":"posdoctor.capture/1", "t":..., "port":"/dev/ttyUSB0", "line":"9600 8N1", "link":"serial", "protocol":"zvt", "variant":"", "offset":"+01:00", "both":true}. It stands again where the protocol became known. Times are UTC; offset is where the machine's own clock ran; both means that both directions are recorded.`,
		ZH: `文件以头部行开始：{"schema":"posdoctor.capture/1", "t":..., "port":"/dev/ttyUSB0", "line":"9600 8N1", "link":"serial", "protocol":"zvt", "variant":"", "offset":"+01:00", "both":true}。识别出协议时会再写一次。时间是 UTC；offset 是录制电脑的时差；both 表示两个方向都录了。`,
	},
	{
		EN: `A record is one frame, or what came up to a silence of 200 ms: {"t":..., "dir":"terminal", "hex":"0231xx33...", "check":"ok", "len":42}. dir is register, terminal or empty; check is what the check sum said before masking: ok, bad, none, hidden; len counts the bytes on the line; "own":true is what posdoctor itself sent.`,
		ZH: `记录行是一帧，或静默 200 毫秒之前收到的内容：{"t":..., "dir":"terminal", "hex":"0231xx33...", "check":"ok", "len":42}。dir 是 register（收银机）、terminal（终端）或空；check 是打码之前校验和的结果：ok、bad、none、hidden；len 是线路上的字节数；"own":true 表示是 posdoctor 自己发的。`,
	},
	{
		EN: "In hex an x is half a byte that is masked: card numbers but for their first six and last four digits, tracks, PIN data, expiry dates and names. Where anything is masked the check sum is too, for it would tell the digits. Without a known protocol, and in damaged frames, whatever looks like a card number is masked, and digits at the edges too.",
		ZH: "hex 里的 x 表示打了码的半个字节：卡号（只留前六位和后四位）、磁道、密码数据、有效期和姓名。有内容打码时校验和也会打码，因为用它能推算出数字。协议不明或帧已损坏时，凡是像卡号的都会打码，首尾的数字也一样。",
	},
	{
		EN: `A mark tells what happened to the recording: {"t":..., "mark":"unplugged", "text":"COM3"}. Marks are started, stopped, unplugged, replugged, rotated (it goes on in, or comes from, another file), noise, line (other settings), hung_up and connected (between two network ends, where nothing passes unseen). Between unplugged and replugged something may be missing, and check says so.`,
		ZH: `标记行说明录制本身的情况：{"t":..., "mark":"unplugged", "text":"COM3"}。标记有 started、stopped、unplugged、replugged、rotated（接到另一个文件，或从另一个文件接来）、noise、line（参数变了）、hung_up 和 connected（两端都是网络连接时的断开和重连，期间不会漏掉内容）。unplugged 和 replugged 之间可能有缺漏，check 会说明。`,
	},
	{
		EN: "Each line is on disk before it is shown: a crash or a power cut loses at most the line being written.",
		ZH: "每一行都先写到磁盘再显示：程序崩溃或断电，最多丢失正在写的那一行。",
	},
}
