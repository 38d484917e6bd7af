package evidence

import (
	"archive/zip"
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"io"
	"slices"

	"github.com/posdoctor/posdoctor/transcripts/redact"
)

// The records of a ZIP archive (APPNOTE.TXT, 4.3) with the length of their fixed
// parts, and where in them their variable parts are counted.
const (
	zipLocal      = "PK\x03\x04"
	zipDescriptor = "PK\x07\x08"
	zipCentral    = "PK\x01\x02"
	zipEnd64      = "PK\x06\x06"
	zipLocator64  = "PK\x06\x07"
	zipEnd        = "PK\x05\x06"

	localFixed   = 30
	centralFixed = 46
	endFixed     = 22
	end64Fixed   = 12
	locatorFixed = 20

	flagEncrypted  = 1
	flagDescriptor = 8

	// elsewhere stands for a size that is in an extra field of ZIP64.
	elsewhere = 0xFFFFFFFF

	// extraName is the field of a header that gives a member another name
	// (APPNOTE.TXT, 4.6.9).
	extraName = 0x7075
)

var errFrame = errors.New("something stands between the parts of the archive")

// frame checks the bytes of an archive around its members. Unpackers differ in
// what they go by, the list at the end or the header before each member: where
// the two say different things, or bytes stand that belong to neither, another
// bundle than the one checked could be seen.
func (t *Tree) frame(r io.ReaderAt, size int64, z *zip.Reader) {
	f := framing{t: t, r: r, size: size}
	members := slices.Clone(z.File)
	slices.SortStableFunc(members, func(a, b *zip.File) int { return cmp.Compare(offset(a), offset(b)) })
	for _, m := range members {
		if f.member(m) != nil {
			t.fault(Fault{ID: "container.frame", Path: m.Name})
			return
		}
	}
	for _, m := range z.File {
		if m.Comment != "" {
			t.fault(Fault{ID: "container.comment", Path: m.Name})
		}
		if f.central(m.Name) != nil {
			t.fault(Fault{ID: "container.frame", Path: m.Name})
			return
		}
	}
	if z.Comment != "" {
		t.fault(Fault{ID: "container.comment", Path: "zip"})
	}
	if f.end() != nil {
		t.fault(Fault{ID: "container.frame", Path: "zip"})
	}
}

func offset(f *zip.File) int64 {
	at, err := f.DataOffset()
	if err != nil {
		return -1
	}
	return at
}

// framing goes through an archive from its first byte to its last.
type framing struct {
	t    *Tree
	r    io.ReaderAt
	size int64
	at   int64
}

// next gives the record at hand, which must begin with that mark; at the offsets
// counts stand the lengths of what follows its fixed part.
func (f *framing) next(mark string, fixed int, counts ...int) ([]byte, error) {
	head, err := f.read(fixed)
	if err != nil || string(head[:4]) != mark {
		return nil, errFrame
	}
	for _, c := range counts {
		fixed += int(binary.LittleEndian.Uint16(head[c:]))
	}
	b, err := f.read(fixed)
	f.at += int64(fixed)
	return b, err
}

func (f *framing) read(n int) ([]byte, error) {
	b := make([]byte, n)
	_, err := f.r.ReadAt(b, f.at)
	if err == io.EOF && f.at+int64(n) == f.size {
		err = nil
	}
	return b, err
}

// member goes over a member with its header.
func (f *framing) member(m *zip.File) error {
	b, err := f.next(zipLocal, localFixed, 26, 28)
	if err != nil {
		return err
	}
	name := b[localFixed:][:binary.LittleEndian.Uint16(b[26:])]
	flags, method := binary.LittleEndian.Uint16(b[6:]), binary.LittleEndian.Uint16(b[8:])
	if string(name) != m.Name || flags != m.Flags || method != m.Method || f.at != offset(m) {
		return errFrame
	}
	f.hidden(m.Name, b[localFixed+len(name):])
	f.at += int64(m.CompressedSize64)
	if m.CompressedSize64 > uint64(f.size) || f.at > f.size {
		return errFrame
	}
	if flags&flagDescriptor != 0 {
		return f.descriptor(m)
	}
	packed, whole := binary.LittleEndian.Uint32(b[18:]), binary.LittleEndian.Uint32(b[22:])
	if packed == elsewhere && whole == elsewhere {
		packed, whole = uint32(m.CompressedSize64), uint32(m.UncompressedSize64)
	}
	if binary.LittleEndian.Uint32(b[14:]) != m.CRC32 || packed != uint32(m.CompressedSize64) || whole != uint32(m.UncompressedSize64) {
		return errFrame
	}
	return nil
}

// descriptor goes over the sums behind a member, which have two lengths.
func (f *framing) descriptor(m *zip.File) error {
	want := binary.LittleEndian.AppendUint32([]byte(zipDescriptor), m.CRC32)
	short := binary.LittleEndian.AppendUint32(bytes.Clone(want), uint32(m.CompressedSize64))
	short = binary.LittleEndian.AppendUint32(short, uint32(m.UncompressedSize64))
	long := binary.LittleEndian.AppendUint64(want, m.CompressedSize64)
	long = binary.LittleEndian.AppendUint64(long, m.UncompressedSize64)
	for _, d := range [][]byte{long, short} {
		if b, err := f.read(len(d)); err == nil && bytes.Equal(b, d) {
			f.at += int64(len(d))
			return nil
		}
	}
	return errFrame
}

// central goes over what the list at the end says of a member.
func (f *framing) central(name string) error {
	b, err := f.next(zipCentral, centralFixed, 28, 30, 32)
	if err != nil {
		return err
	}
	f.hidden(name, b[centralFixed+int(binary.LittleEndian.Uint16(b[28:])):])
	return nil
}

// end goes over the end of the list; nothing may follow it.
func (f *framing) end() error {
	if b, err := f.read(end64Fixed); err == nil && string(b[:4]) == zipEnd64 {
		rest := binary.LittleEndian.Uint64(b[4:])
		if rest != 44 { // without anything of one's own
			return errFrame
		}
		f.at += end64Fixed + int64(rest)
		if _, err := f.next(zipLocator64, locatorFixed); err != nil {
			return err
		}
	}
	if _, err := f.next(zipEnd, endFixed, 20); err != nil || f.at != f.size {
		return errFrame
	}
	return nil
}

// hidden looks at the fields that no unpacker shows.
func (f *framing) hidden(name string, extra []byte) {
	if len(redact.Scan(extra)) > 0 {
		f.t.fault(Fault{ID: "card.clear", Path: name})
	}
	for len(extra) >= 4 {
		id, n := binary.LittleEndian.Uint16(extra), int(binary.LittleEndian.Uint16(extra[2:]))
		if id == extraName {
			f.t.fault(Fault{ID: "container.path", Path: name})
		}
		extra = extra[min(4+n, len(extra)):]
	}
}
