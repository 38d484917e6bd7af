package zvt

import "github.com/posdoctor/posdoctor/codes"

// What framing faults are, in words.
var (
	textNoise = codes.Text{
		EN: "bytes that belong to no ZVT block",
		ZH: "不属于任何 ZVT 数据块的字节",
	}
	textForeignNAK = codes.Text{
		EN: "15 03 69 is how the ECR17 protocol refuses: the terminal is alive and the line is good, but another protocol is set in its menu",
		ZH: "15 03 69 是 ECR17 协议的拒绝应答：终端工作正常，线路也没问题，只是终端菜单里选的是另一种协议",
	}
	textCut = codes.Text{
		EN: "the block breaks off before its end",
		ZH: "数据块没有结束就中断了",
	}
	textEndless = codes.Text{
		EN: "the block is longer than any ZVT block can be",
		ZH: "数据块超过了 ZVT 允许的最大长度",
	}
	textChecksum = codes.Text{
		EN: "the check sum does not fit: a byte was lost or changed on the line or in the copy",
		ZH: "校验和不符：线路上或抄录时丢了或改了字节",
	}
	textSingleDLE = codes.Text{
		EN: "a byte 10 is not doubled as the line demands",
		ZH: "有一个 10 字节没有按线路要求写两遍",
	}
	textShort = codes.Text{
		EN: "the message is shorter than its own header",
		ZH: "报文比报文头还短",
	}
	textLength = codes.Text{
		EN: "the length that the message states is not its length",
		ZH: "报文声明的长度与实际长度不符",
	}
	textUnknownBMP = codes.Text{
		EN: "a field begins here that the ZVT specification does not list, so its length is not known",
		ZH: "这里出现了 ZVT 规范中没有的字段，无法知道它的长度",
	}
	textFieldCut = codes.Text{
		EN: "the field is longer than what is left of the message",
		ZH: "字段长度超出了报文剩余部分",
	}
	textFieldLength = codes.Text{
		EN: "the length of the field is not written as the protocol demands",
		ZH: "字段长度的写法不符合协议",
	}
	textContainer = codes.Text{
		EN: "the TLV container breaks off or makes no sense",
		ZH: "TLV 数据不完整或无法解析",
	}
	textFixedCut = codes.Text{
		EN: "the message ends before the fields that its command always has",
		ZH: "报文缺少该指令必有的字段",
	}
)
