package evidence

import "strings"

// howToVerify is VERIFY.txt: what to run, what success looks like and what is
// not proved by it. fingerprint is "" for an unsigned bundle.
func howToVerify(fingerprint string) string {
	signed, check, flag := howSigned, howSignature, "--fingerprint "+fingerprint
	if fingerprint == "" {
		signed, check, flag = howUnsigned, "", "--unsigned"
	}
	text := strings.NewReplacer("{SIGNED}", signed, "{SIGNATURE}", check, "{FLAG}", flag).Replace(howText)
	return strings.NewReplacer("{KEY}", fingerprint, "{NAMESPACE}", Namespace).Replace(text)
}

const howText = `HOW TO CHECK THIS FOLDER
========================
{SIGNED}
1. Whole check (offline):
     posdoctor bundle verify FOLDER {FLAG}
   Success: "passed" and exit code 0. Anything changed, added, removed or
   renamed is named.
2. With tools that are there already, inside the folder:
     sha256sum -c tagmanifest-sha256.txt manifest-sha256.txt
     (macOS: shasum -a 256 -c ...; Windows: Get-FileHash or certutil -hashfile)
   Success: every line ends in OK. This shows changed files; it does not show
   added ones.
{SIGNATURE}If a file ends in .tsr, an authority stamped the tagmanifest-sha256.txt beside it
with a time. posdoctor shows the time; the chain to a root is checked with the
authority's certificates, where both files are:
     openssl ts -verify -data tagmanifest-sha256.txt \
       -in tagmanifest-sha256.txt.tsr -CAfile AUTHORITY.pem

Do not mail the files one by one and do not check them into git: changed line
ends break the digests. Unpackers that add __MACOSX or .DS_Store make the check
fail; delete those.

What is proved when all checks pass: the files are those that were signed or
listed, byte for byte, and the custody log has no gap.
What is NOT proved: that the terminal told the truth, that its clock was right,
that the person is who they say, or that the signing key belongs to them - the
last you learn by comparing the fingerprint by telephone or in person.

怎样校验这个文件夹
==================
1. 完整校验（不用联网）：
     posdoctor bundle verify 文件夹 {FLAG}
   显示“通过”且退出码为 0 即为成功。改动、增加、删除、改名的文件都会逐个列出。
2. 用系统自带工具，在文件夹内运行：
     sha256sum -c tagmanifest-sha256.txt manifest-sha256.txt
   每行结尾是 OK 即为成功。它能发现被改动的文件，但发现不了多出来的文件。
3. 有签名时，可用上面英文部分的 ssh-keygen 命令校验签名。
有 .tsr 结尾的文件时，它是时间戳机构为旁边的 tagmanifest-sha256.txt 出具的时间证明。
posdoctor 会显示时间；到根证书的证书链请用该机构的证书和上面英文部分的 openssl 命令校验。
请不要把文件逐个用邮件发送，也不要放进 git：换行改变会使校验失败。解压软件加入的
__MACOSX、.DS_Store 请先删除。

全部通过能证明：文件与签名或清单一致，一个字节都没有变，保管记录没有缺口。
不能证明：终端记录属实、终端时钟准确、经手人身份属实、签名密钥归谁所有；最后一点
请通过电话或当面核对指纹。
`

const howSigned = `Signed with the key {KEY}
签名密钥指纹 {KEY}
`

const howUnsigned = `NOT SIGNED: nobody vouches for this folder.
没有签名：没有人为这个文件夹担保。
`

const howSignature = `3. The signature alone:
     ssh-keygen -Y check-novalidate -n {NAMESPACE} \
       -s tagmanifest-sha256.txt.sig < tagmanifest-sha256.txt
   shows the key's fingerprint: compare it with {KEY}.
   With a file allowed_signers that holds the line "NAME KEYTYPE KEY":
     ssh-keygen -Y verify -f allowed_signers -I NAME -n {NAMESPACE} \
       -s tagmanifest-sha256.txt.sig < tagmanifest-sha256.txt
`
