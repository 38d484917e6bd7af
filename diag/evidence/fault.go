package evidence

import (
	"cmp"
	"slices"

	"github.com/posdoctor/posdoctor/codes"
)

// Fault is one thing that speaks against a bundle.
type Fault struct {
	ID   string `json:"id"`           // stable, dotted
	Path string `json:"path"`         // the file, from the top of the bundle
	To   string `json:"to,omitempty"` // the other file, of one that was renamed
}

// What says the fault in words.
func (f Fault) What() codes.Text { return faultTexts[f.ID] }

var faultTexts = map[string]codes.Text{
	"file.changed":    {EN: "was changed", ZH: "内容被改动"},
	"file.removed":    {EN: "is missing", ZH: "文件缺失"},
	"file.added":      {EN: "was added: no manifest lists it", ZH: "是多出来的：清单里没有"},
	"file.renamed":    {EN: "was renamed", ZH: "被改名"},
	"folder.added":    {EN: "is a folder that no file of the bundle stands in", ZH: "是多出来的空文件夹"},
	"file.unreadable": {EN: "cannot be read", ZH: "读不出来"},

	"bag.format":     {EN: "does not say that this is a BagIt 1.0 bundle", ZH: "没有标明是 BagIt 1.0 证据包"},
	"bag.fetch":      {EN: "asks to download files, which evidence must not do", ZH: "要求从网上下载文件，证据包不允许这样"},
	"bag.line":       {EN: "holds a line that lists no file, or one file twice", ZH: "有一行不是文件清单，或同一文件列了两次"},
	"bag.foreign":    {EN: "is not written as posdoctor writes it: other line ends, capitals or blanks, as a mail program or another tool makes them", ZH: "写法与 posdoctor 的不同（换行、大小写或空格），可能经过邮件程序或其他工具转换"},
	"bag.name":       {EN: "has a name that may not stand in a bundle: only letters, digits and . _ - are allowed", ZH: "名称不符合要求：只能用英文字母、数字和 . _ -"},
	"bag.place":      {EN: "is listed in the manifest of the wrong place", ZH: "列在了不该列的清单里"},
	"bag.unlisted":   {EN: "must be listed and is not", ZH: "必须列入清单，但没有列"},
	"bag.size":       {EN: "states another size of the payload", ZH: "写明的内容大小与实际不符"},
	"bag.revision":   {EN: "states another revision than the custody log shows", ZH: "写明的版本号与保管记录不符"},
	"revision.wrong": {EN: "an earlier revision is not preserved as it was", ZH: "较早的版本没有原样保留"},

	"signature.missing": {EN: "is missing: nobody vouches for the bundle", ZH: "缺少签名：没有人为证据包担保"},
	"signature.removed": {EN: "was removed: bag-info.txt says that the bundle was signed", ZH: "签名被去掉：bag-info.txt 写明已签名"},
	"signature.wrong":   {EN: "does not fit tagmanifest-sha256.txt: one of the two was changed", ZH: "与 tagmanifest-sha256.txt 不符：两者之一被改动"},
	"signature.unknown": {EN: "is valid, but it is not known whose key this is", ZH: "签名有效，但不知道密钥归谁"},
	"signature.other":   {EN: "is by another key than the one expected", ZH: "不是预期的密钥所签"},
	"signature.key":     {EN: "is by another key than bag-info.txt and the custody log say", ZH: "签名密钥与 bag-info.txt、保管记录写的不同"},
	"stamp.query":       {EN: "asks for the time stamp of something else", ZH: "时间戳请求针对的是别的内容"},

	"stamp.form":      {EN: "is no time stamp reply that can be read", ZH: "不是可读取的时间戳回执"},
	"stamp.refused":   {EN: "says that the authority gave no time stamp", ZH: "表明时间戳机构没有签发时间戳"},
	"stamp.other":     {EN: "is the time stamp of something else", ZH: "是别的内容的时间戳"},
	"stamp.signature": {EN: "has a signature that does not hold, or a certificate that is none for time stamps", ZH: "签名不成立，或证书不是时间戳证书"},

	"custody.chain":  {EN: "the chain is broken: a line was changed, added or removed", ZH: "链条断开：有记录被改动、增加或删除"},
	"custody.end":    {EN: "does not end with the packing and signing of this bundle: lines at its end were removed", ZH: "结尾没有打包和签名的记录：末尾有记录被删除"},
	"custody.object": {EN: "is not as the custody log says", ZH: "与保管记录不符"},

	"card.clear": {EN: "shows what looks like clear card data", ZH: "有疑似未遮盖的卡数据"},

	"image.hidden": {EN: "holds more than a picture: a place, a comment, a preview or something behind it", ZH: "除画面外还带有内容：位置、备注、缩略图或附在后面的数据"},

	"container.path":      {EN: "has a path that leads out of the bundle or is not clean", ZH: "路径越出证据包或不规范"},
	"container.link":      {EN: "is a link or no ordinary file", ZH: "是链接或不是普通文件"},
	"container.duplicate": {EN: "is there twice", ZH: "重复出现"},
	"container.case":      {EN: "differs from another file only by capitals", ZH: "与另一文件仅大小写不同"},
	"container.encrypted": {EN: "is encrypted", ZH: "已加密"},
	"container.bomb":      {EN: "unpacks to far too much", ZH: "解压后过于庞大"},
	"container.too_large": {EN: "is more than a bundle may hold", ZH: "超过证据包的容量上限"},
	"container.frame":     {EN: "something that nothing covers stands before or behind this in the archive, or its two headers differ", ZH: "压缩包里这一项前后有不受校验的内容，或两处文件头不一致"},
	"container.comment":   {EN: "the archive carries a comment on this that nothing covers", ZH: "压缩包里对此带有不受校验的注释"},
}

// sortFaults puts faults in the order of their files, each once, with their names
// as they may be shown.
func sortFaults(faults []Fault) []Fault {
	out := make([]Fault, 0, len(faults))
	for _, f := range faults {
		out = append(out, Fault{f.ID, shown(f.Path), shown(f.To)})
	}
	faults = out
	slices.SortFunc(faults, func(a, b Fault) int {
		return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.ID, b.ID), cmp.Compare(a.To, b.To))
	})
	return slices.Compact(faults)
}
