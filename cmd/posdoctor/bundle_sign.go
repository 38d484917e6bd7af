package main

import (
	"errors"
	"io/fs"
	"strings"

	"github.com/spf13/pflag"
	"golang.org/x/crypto/ssh"

	"github.com/posdoctor/posdoctor/cmd/posdoctor/internal/store"
	"github.com/posdoctor/posdoctor/codes"
)

// signing says how a bundle is signed.
type signing struct {
	key      string // a file, "agent", "agent:SHA256:...", or "" for the own key
	unsigned bool
	query    bool
}

func (a *app) signingFlags(flags *pflag.FlagSet, s *signing) {
	flags.StringVar(&s.key, "sign-key", "", a.say(flagSignKey))
	flags.BoolVar(&s.unsigned, "unsigned", false, a.say(flagUnsigned))
	flags.BoolVar(&s.query, "timestamp-query", false, a.say(flagQuery))
}

// signer gives the key that signs, nil for none. done ends its use.
func (a *app) signer(s signing) (signer ssh.Signer, done func(), err error) {
	done = func() {}
	socket, fromAgent := strings.CutPrefix(s.key, "agent")
	switch {
	case s.unsigned && s.key != "":
		return nil, done, &codes.Problem{ID: "usage.sign", What: textSignBoth, At: "--unsigned"}
	case s.unsigned:
		return nil, done, nil
	case fromAgent && (socket == "" || strings.HasPrefix(socket, ":")):
		signer, closeAgent, err := store.AgentSigner(a.Env("SSH_AUTH_SOCK"), strings.TrimPrefix(socket, ":"))
		if err != nil {
			return nil, done, &codes.Problem{ID: "usage.sign_key", What: textNoAgent, At: "--sign-key", Hint: hintNoAgent, Err: err}
		}
		return signer, closeAgent, nil
	case s.key != "":
		signer, err := store.ReadSigner(s.key)
		return signer, done, keyProblem(err, s.key)
	}
	signer, made, err := store.SigningKey(a.UserConfig)
	if err == nil && made {
		a.note(textKeyMade.With(ssh.FingerprintSHA256(signer.PublicKey())))
	}
	return signer, done, keyProblem(err, "")
}

// secret gives the key for the digests of originals.
func (a *app) secret() ([]byte, error) {
	key, err := store.Secret(a.UserConfig)
	return key, keyProblem(err, "")
}

// keyProblem words an error of reading or making a key.
func keyProblem(err error, at string) error {
	if err == nil {
		return nil
	}
	p := &codes.Problem{ID: "usage.sign_key", What: textKeyUnreadable, At: at, Hint: hintKey, Err: err}
	var path *fs.PathError
	if errors.As(err, &path) {
		p.At = path.Path
	}
	switch {
	case errors.Is(err, store.ErrNoConfig):
		p.What = textNoConfig
	case errors.Is(err, store.ErrPassword):
		p.What, p.Hint = textKeyPassword, hintKeyPassword
	case errors.Is(err, store.ErrKeyOpen):
		p.What, p.Hint = textKeyOpen, hintKeyOpen
	case errors.Is(err, store.ErrKeyFile):
		p.What = textKeyWrong
	case errors.Is(err, fs.ErrNotExist):
		p.What = textMissing
	}
	return p
}

var (
	flagSignKey = codes.Text{
		EN: "sign with this `KEY`: a private SSH key file, or agent, or agent:SHA256:... for one key of the ssh-agent; else with your own key, made on first use",
		ZH: "签名用的`密钥`：SSH 私钥文件，或 agent，或 agent:SHA256:...（指定 ssh-agent 里的一把）；不写则用自己的密钥，首次使用时生成",
	}
	flagUnsigned = codes.Text{EN: "do not sign; the bundle says so", ZH: "不签名；证据包会注明"}
	flagQuery    = codes.Text{EN: "also write a request for a time stamp (RFC 3161) that you may send to an authority", ZH: "另外写出时间戳请求文件（RFC 3161），可自行提交给时间戳机构"}
	textSignBoth = codes.Text{EN: "a bundle is either signed with a key or unsigned", ZH: "要么用密钥签名，要么不签名，不能同时指定"}
	textNoAgent  = codes.Text{EN: "no ssh-agent answers, or it does not hold this key", ZH: "ssh-agent 没有应答，或里面没有这把密钥"}
	hintNoAgent  = codes.Text{EN: "load the key with ssh-add, or name its file with --sign-key FILE", ZH: "请用 ssh-add 载入密钥，或用 --sign-key 指定密钥文件"}
	textKeyMade  = codes.Text{EN: "A key for signing was made. Its fingerprint, to be told to the receiver by another way: %s", ZH: "已生成签名密钥。请通过其他途径把指纹告诉接收方：%s"}

	textKeyUnreadable = codes.Text{EN: "the key cannot be read or made", ZH: "密钥读不出来或无法生成"}
	hintKey           = codes.Text{EN: "name another key with --sign-key FILE", ZH: "用 --sign-key 指定另一把密钥"}
	textNoConfig      = codes.Text{EN: "this user has no configuration folder to keep keys in", ZH: "当前用户没有可以存放密钥的配置文件夹"}
	textKeyPassword   = codes.Text{EN: "this key has a password", ZH: "这把密钥有密码"}
	hintKeyPassword   = codes.Text{EN: "load it with ssh-add and use --sign-key agent", ZH: "请用 ssh-add 载入，再用 --sign-key agent"}
	textKeyOpen       = codes.Text{EN: "other users may read this key", ZH: "其他用户可以读取这把密钥"}
	hintKeyOpen       = codes.Text{EN: "take their permission away (chmod 600) and think about a new key", ZH: "请收回权限（chmod 600），并考虑换一把密钥"}
	textKeyWrong      = codes.Text{EN: "this is no private key of SSH", ZH: "这不是 SSH 私钥"}
)
