package byhand

import "github.com/posdoctor/posdoctor/codes"

// What can be wrong with such a file.
var (
	textTooLarge       = codes.Text{EN: "this is too large or too deeply nested to be a %s", ZH: "文件太大或嵌套太深，不像是%s"}
	textSecondDocument = codes.Text{EN: `a %s is one document; a second one starts here ("---")`, ZH: "%s只能有一个文档，这里开始了第二个（---）"}
	textSyntax         = codes.Text{EN: "this line cannot be read as YAML", ZH: "这一行不是正确的 YAML"}
	textTwice          = codes.Text{EN: "this key is written twice", ZH: "这个键写了两次"}
	textWantKeys       = codes.Text{EN: `"key: value" lines are expected here`, ZH: "这里应该是“键: 值”的形式"}
	textPlainKey       = codes.Text{EN: "a key must be a plain word", ZH: "键必须是普通的词"}
	textUnknownKey     = codes.Text{EN: "unknown key %s", ZH: "不认识的键 %s"}
	textWantValue      = codes.Text{EN: "a single value is expected here", ZH: "这里应该只有一个值"}
	textNotAChoice     = codes.Text{EN: "%s cannot stand here", ZH: "这里不能写 %s"}
)

// HintMean is what to do about a word that is nearly right.
var HintMean = codes.Text{EN: "did you mean %s?", ZH: "是不是想写 %s？"}

// What to do about the rest.
var (
	hintSyntax  = codes.Text{EN: `write "key: value", with a blank after the colon, and indent with blanks, not tabs`, ZH: "写成“key: value”，冒号后面要有空格；缩进用空格，不要用制表符"}
	hintKnown   = codes.Text{EN: "known keys: %s", ZH: "可以用的键：%s"}
	hintChoices = codes.Text{EN: "one of: %s", ZH: "可以写：%s"}
)
