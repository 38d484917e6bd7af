package capture

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// killMe names the file in which the test program, started once more, writes a
// capture until it is killed.
const killMe = "POSDOCTOR_TEST_CAPTURE"

func TestMain(m *testing.M) {
	if path := os.Getenv(killMe); path != "" {
		writeForEver(path)
		return
	}
	os.Exit(m.Run())
}

// writeForEver writes frames and says on standard output how many were shown.
func writeForEver(path string) {
	file, err := os.Create(path)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	n := 0
	w, err := NewWriter(file, time.Now(), Config{Protocol: till(), Header: Header{Link: wire.Serial}, Show: func(e Entry) {
		if e.Record != nil {
			n++
			fmt.Println(n)
		}
	}})
	for err == nil {
		err = w.Take(time.Now(), wire.FromTerminal, false, tillFrame(fmt.Sprintf("0000000001%d", n), pan, "approved"))
	}
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

// A capture that is killed loses nothing that was shown.
func TestKilledInTheMiddleLosesNothingThatWasShown(t *testing.T) {
	for round := range 3 {
		path := filepath.Join(t.TempDir(), "killed.capture")
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), killMe+"="+path)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		shown := 0
		for lines := bufio.NewScanner(out); lines.Scan(); {
			if shown++; shown == 50+7*round {
				if err := cmd.Process.Kill(); err != nil { // SIGKILL on Unix
					t.Fatal(err)
				}
			}
		}
		if err := cmd.Wait(); err == nil {
			t.Fatal("ended by itself")
		}
		file, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		kept, half := 0, 0
		for r := NewReader(file); ; {
			e, err := r.Next()
			var line *LineError
			switch {
			case err == io.EOF:
			case errors.As(err, &line) && line.Half:
				half++
				continue
			case err != nil:
				t.Fatal(err)
			}
			if err != nil {
				break
			}
			if e.Record != nil {
				kept++
			}
		}
		if kept < shown || kept > shown+1 || half > 1 || shown < 50 {
			t.Errorf("%d shown, %d kept, %d half lines", shown, kept, half)
		}
	}
}
