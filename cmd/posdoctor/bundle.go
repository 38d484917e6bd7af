package main

import (
	"github.com/spf13/cobra"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/codes/nearest"
)

func (a *app) bundleCommand() *cobra.Command {
	cmd := a.command("bundle", manual{
		for_: forBank, use: codes.Text{EN: "create|add|inspect|verify", ZH: "create|add|inspect|verify"},
		short: bundleShort, long: []codes.Text{bundleLong, bundleKeys},
		examples: []example{
			{"posdoctor bundle create pos.log --stan 000123 --out evidence --zip", bundleExampleCreate},
			{"posdoctor bundle verify posdoctor-evidence-20261122T100000Z --fingerprint SHA256:...", bundleExampleVerify},
		},
	})
	cmd.AddCommand(a.bundleCreateCommand(), a.bundleAddCommand(), a.bundleInspectCommand(), a.bundleVerifyCommand())
	cmd.Args = func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return nil
		}
		hint := hintHelp.With(cmd.CommandPath())
		if near := nearest.To(args[0], commandNames(cmd)); near != "" {
			hint = hintMean.With("posdoctor bundle " + near)
		}
		return &codes.Problem{ID: "usage.command", What: textNoCommand.With(args[0]), Hint: hint}
	}
	cmd.RunE = func(cmd *cobra.Command, _ []string) error { return a.help(cmd) }
	return cmd
}

var (
	bundleShort = codes.Text{EN: "dispute evidence that others can verify: make it, look into it, check it", ZH: "争议证据包：生成、查看、校验"}
	bundleLong  = codes.Text{
		EN: "A bundle is a folder with the report, the evidence record, masked copies of the logs in which every line number and offset is that of the original, statement rows, documents, a custody log and manifests, all covered by one SSH signature. The bank checks it with posdoctor, or with sha256sum and ssh-keygen alone; VERIFY.txt in it says how.",
		ZH: "证据包是一个文件夹，包含报告、证据记录、遮盖后的日志副本（行号和偏移与原文件一致）、对账单行、附件、保管记录和校验清单，由一个 SSH 签名统一覆盖。银行可以用 posdoctor 校验，也可以只用 sha256sum 和 ssh-keygen，方法写在包内的 VERIFY.txt 里。",
	}
	bundleKeys = codes.Text{
		EN: "Two keys are made on first use in the folder posdoctor of your configuration folder, readable by you alone: one signs, the other makes the digests of originals. Keep both; the second never leaves you.",
		ZH: "首次使用时会在用户配置文件夹的 posdoctor 目录下生成两把密钥，只有您可以读取：一把用于签名，一把用于计算原文件的摘要。请妥善保存，第二把不要交给任何人。",
	}
	bundleExampleCreate = codes.Text{EN: "the evidence of one payment, as a folder and an archive", ZH: "为一笔交易生成证据，同时得到文件夹和压缩包"}
	bundleExampleVerify = codes.Text{EN: "check one that somebody sent, without a network", ZH: "离线校验别人发来的证据包"}
)
