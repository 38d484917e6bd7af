package main

import (
	"bufio"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

func main() {
	dir := flag.String("dir", filepath.Join("testdata", "dumps"), "`folder` of the dumps")
	captures := flag.String("captures", filepath.Join("testdata", "captures"), "`folder` of the captures")
	size := flag.String("bench", "", "write one big dump of this `size` (64MiB, 1GiB) to standard output instead")
	flag.Parse()
	if err := run(*dir, *captures, *size); err != nil {
		fmt.Fprintln(os.Stderr, "make:", err)
		os.Exit(1)
	}
}

func run(dir, captures, size string) error {
	if size == "" {
		if err := writeDumps(dir); err != nil {
			return err
		}
		return writeCaptures(captures)
	}
	n, err := parseSize(size)
	if err != nil {
		return err
	}
	w := bufio.NewWriterSize(os.Stdout, 1<<20)
	if err := writeBench(w, n); err != nil {
		return err
	}
	return w.Flush()
}

// writeDumps rewrites every dump. The folder must be there: a run from another
// folder than the module's would otherwise leave files somewhere.
func writeDumps(dir string) error {
	if _, err := os.Stat(dir); err != nil {
		return fmt.Errorf("%w (run it from the folder of go.mod)", err)
	}
	for _, d := range dumps {
		if err := os.WriteFile(filepath.Join(dir, d.file), d.writer.write(d.incident()), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// parseSize reads a number of bytes with an optional KiB, MiB or GiB.
func parseSize(s string) (int64, error) {
	number, shift := s, 0
	for unit, by := range map[string]int{"KiB": 10, "MiB": 20, "GiB": 30} {
		if cut, ok := strings.CutSuffix(s, unit); ok {
			number, shift = cut, by
		}
	}
	n, err := strconv.ParseInt(number, 10, 64)
	if err != nil || n < 1 || n > 1<<62>>shift {
		return 0, fmt.Errorf("size %q is not a number of bytes, KiB, MiB or GiB", s)
	}
	return n << shift, nil
}
