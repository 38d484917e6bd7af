package evidence

import (
	"bytes"
	"slices"
	"strings"
	"testing"
)

func revised(t *testing.T, m *memory, seed byte) *memory {
	t.Helper()
	earlier, faults := Open(m.tree(t))
	if len(faults) > 0 {
		t.Fatalf("faults %v", ids(faults))
	}
	text := "sold to the holder of 5555555555554444\n"
	c, err := Attach(earlier.Attachments+1, "receipt", "slip.txt", []byte(text), opened(text))
	if err != nil {
		t.Fatal(err)
	}
	next := newMemory()
	bag := Bag{Made: made.AddDate(0, 0, 1), Tool: "posdoctor test", Key: []byte("k"), Copies: []Copy{c}, Signer: signerOf(t, seed)}
	if _, err := Revise(next, earlier, bag); err != nil {
		t.Fatal(err)
	}
	return next
}

func TestARevisionKeepsWhatWasThere(t *testing.T) {
	first := written(t, aBag(t))
	second := revised(t, first, 1)
	third := revised(t, second, 1)
	for n, m := range map[int]*memory{2: second, 3: third} {
		out := Verify(m.tree(t), expectOwn(t))
		if !out.Passed || out.Revision != n {
			t.Errorf("revision %d: %+v", n, out)
		}
	}
	for name, b := range first.files {
		if strings.HasPrefix(name, dirPayload) && name != dirPayload+CustodyPath && !bytes.Equal(third.files[name], b) {
			t.Errorf("%s changed", name)
		}
	}
	if !bytes.HasPrefix(third.files[dirPayload+CustodyPath], first.files[dirPayload+CustodyPath]) {
		t.Error("the custody log did not only grow")
	}
	for _, name := range []string{"data/attachments/01-receipt.txt", "data/attachments/02-receipt.txt"} {
		if got := string(third.files[name]); got != "sold to the holder of 555555******4444\n" {
			t.Errorf("%s is %q", name, got)
		}
	}
	if got := string(third.files[revisionDir(1)+fileTagManifest]); got != string(first.files[fileTagManifest]) {
		t.Error("the first tag manifest is not kept")
	}
}

// TestARevisionCannotRewriteAnEarlierOne changes what an earlier revision held,
// mends manifests and custody, and signs with the right key.
func TestARevisionCannotRewriteAnEarlierOne(t *testing.T) {
	m := revised(t, written(t, aBag(t)), 1)
	p := "data/report/report.txt"
	old := digest(m.files[p])
	m.files[p] = []byte("the customer was not charged\n")
	var log custody
	log.now, log.actor, log.tool = made, "A. Shop", "posdoctor test"
	lines, _ := readCustody(m.files[dirPayload+CustodyPath])
	for _, l := range lines {
		if l.After == old {
			l.After = digest(m.files[p])
		}
		if err := log.add(l); err != nil {
			t.Fatal(err)
		}
	}
	m.files[dirPayload+CustodyPath] = log.out.Bytes()
	resign(t, m, 1)
	out := Verify(m.tree(t), expectOwn(t))
	if out.Passed || !slices.Contains(ids(out.Faults), "revision.wrong data/custody/revision-001") {
		t.Errorf("faults %v", ids(out.Faults))
	}
}

func TestAnotherSignerOfAnEarlierRevisionIsTold(t *testing.T) {
	m := revised(t, written(t, aBag(t)), 2)
	out := Verify(m.tree(t), Expect{Unsigned: true})
	if !out.Passed {
		t.Fatalf("faults %v", ids(out.Faults))
	}
	key := expectOwn(t).Fingerprints[0]
	told := false
	for _, x := range out.NotProved {
		told = told || strings.Contains(x.EN, key)
	}
	if !told {
		t.Errorf("not proved: %v", out.NotProved)
	}
}

func TestADamagedBundleIsNotRevised(t *testing.T) {
	m := written(t, aBag(t))
	m.files["data/report/report.txt"] = []byte("x")
	if _, faults := Open(m.tree(t)); len(faults) == 0 {
		t.Error("it was taken")
	}
}
