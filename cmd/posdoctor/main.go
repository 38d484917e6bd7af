// Command posdoctor says where the money of a card payment is.
package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag/diagnose"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/read"
)

func main() {
	root := &cobra.Command{Use: "posdoctor", SilenceUsage: true}
	root.AddCommand(&cobra.Command{Use: "check FILE", Args: cobra.ExactArgs(1), RunE: check})
	if err := root.Execute(); err != nil {
		os.Exit(2)
	}
}

func check(cmd *cobra.Command, args []string) error {
	f, err := os.Open(args[0])
	if err != nil {
		return err
	}
	defer f.Close()
	key := make([]byte, 32)
	if _, err := rand.Read(key); err != nil {
		return err
	}
	engine := diagnose.New(codes.Open())
	sources, err := read.Events(context.Background(), []read.Input{{Name: args[0], R: f}}, read.Options{Key: key},
		func(ev transcripts.Event) error { engine.Add(ev); return nil })
	if err != nil {
		return err
	}
	for _, t := range engine.Finish(sources).Transactions {
		fmt.Fprintf(cmd.OutOrStdout(), "%s %s %s: %s\n", t.Root().STAN, t.Root().Card.Masked, t.Verdict.Money, t.Verdict.Sentence.EN)
	}
	return nil
}
