package cases

import (
	"fmt"

	"github.com/posdoctor/posdoctor/codes"
)

// FaultKind is how a chain is broken.
type FaultKind string

// The ways.
const (
	FaultUnreadable FaultKind = "unreadable" // the line is no line of a case
	FaultChanged    FaultKind = "changed"    // the line is not what the chain says
	FaultRemoved    FaultKind = "removed"    // lines before this one are gone
	FaultNoHead     FaultKind = "no_head"    // nothing vouches for the last line
)

// Fault is a place where the chain is broken.
type Fault struct {
	Line int       `json:"line"` // 1 for the first line
	Kind FaultKind `json:"kind"`
}

var faultTexts = map[FaultKind]codes.Text{
	FaultUnreadable: {EN: "this line cannot be read as a line of a case", ZH: "这一行不是能识别的个案记录"},
	FaultChanged:    {EN: "this line was changed after it was written", ZH: "这一行写入之后被改动过"},
	FaultRemoved:    {EN: "one or more lines that stood here are gone", ZH: "这里原有的一行或多行不见了"},
	FaultNoHead:     {EN: "the head beside the file is missing or damaged, so nothing vouches for its last line", ZH: "旁边的校验头文件缺失或损坏，无法证明最后一行没有变"},
}

var hintFault = codes.Text{
	EN: "compare with a backup; what the case says from here on proves nothing by itself",
	ZH: "请与备份核对；从这里起的内容本身不能作为凭据",
}

// Problem words a fault for a user; file is how the user calls the file.
func (f Fault) Problem(file string) *codes.Problem {
	return &codes.Problem{ID: "verify.case_" + string(f.Kind), What: faultTexts[f.Kind], At: fmt.Sprintf("%s:%d", file, f.Line), Hint: hintFault}
}
