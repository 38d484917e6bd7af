package main

import (
	"bytes"
	"encoding/json"
	"strings"
	"time"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// The shape of "posdoctor.message/1"; schemas/message.json describes it.
type (
	messageJSON struct {
		Schema   string               `json:"schema"`
		Protocol string               `json:"protocol"`
		Dialect  string               `json:"dialect"`
		Guess    string               `json:"guess"`
		Others   []string             `json:"others"`
		MTI      string               `json:"mti"`
		Class    transcripts.Class    `json:"class"`
		Function transcripts.Function `json:"function"`
		Kind     transcripts.Kind     `json:"kind"`
		Framing  framingJSON          `json:"framing"`
		Fields   fieldsJSON           `json:"fields"`
		Code     []codeReadingJSON    `json:"code"`
		Complete bool                 `json:"complete"`
		Error    *stopJSON            `json:"error"`
		Warnings []codes.Text         `json:"warnings"`
		Where    transcripts.Where    `json:"where"`
		Frame    *frameJSON           `json:"frame,omitempty"`
	}
	// frameJSON is what only frames of cash-register protocols have.
	frameJSON struct {
		Kind  string     `json:"kind"`
		Side  wire.Side  `json:"side"`
		Sign  wire.Sign  `json:"sign"`
		Check string     `json:"check"`
		Own   bool       `json:"own"`
		At    *time.Time `json:"at"`
	}
	framingJSON struct {
		Length string `json:"length"`
		Stated *int   `json:"stated"`
		Actual int    `json:"actual"`
		TPDU   string `json:"tpdu"`
		Header string `json:"header"`
		Bytes  int    `json:"bytes"`
	}
	fieldJSON struct {
		Name    codes.Text   `json:"name"`
		Value   *string      `json:"value"`
		Meaning *codes.Text  `json:"meaning,omitempty"`
		Offset  int          `json:"offset"`
		Length  int          `json:"length"`
		Bits    []codes.Text `json:"bits,omitempty"`
		Sub     fieldsJSON   `json:"sub,omitempty"`
		TLV     []tlvJSON    `json:"tlv,omitempty"`
	}
	tlvJSON struct {
		Tag string `json:"tag"`
		fieldJSON
	}
	codeReadingJSON struct {
		Book  string      `json:"book"`
		Code  string      `json:"code"`
		Class codes.Class `json:"class"`
		Name  codes.Text  `json:"name"`
		Money codes.Money `json:"money"`
		Retry codes.Retry `json:"retry"`
		Why   codes.Text  `json:"why"`
	}
	stopJSON struct {
		ID    string     `json:"id"`
		Byte  int        `json:"byte"`
		Field string     `json:"field"`
		What  codes.Text `json:"what"`
	}
)

// fieldsJSON is an object of fields that keeps the order of the message.
type fieldsJSON []transcripts.Field

// MarshalJSON writes the fields under their ids. An id that a broken message
// holds twice is written once, as it stood first.
func (f fieldsJSON) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	seen := map[string]bool{}
	for _, field := range f {
		if seen[field.ID] {
			continue
		}
		if len(seen) > 0 {
			b.WriteByte(',')
		}
		seen[field.ID] = true
		key, err := json.Marshal(field.ID)
		if err != nil {
			return nil, err
		}
		value, err := json.Marshal(fieldToJSON(field))
		if err != nil {
			return nil, err
		}
		b.Write(key)
		b.WriteByte(':')
		b.Write(value)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

func fieldToJSON(f transcripts.Field) fieldJSON {
	out := fieldJSON{Name: f.Name, Offset: f.Offset, Length: f.Length, Bits: f.Bits}
	if !f.Dropped {
		out.Value = &f.Value
	}
	if !f.Meaning.IsZero() {
		out.Meaning = &f.Meaning
	}
	if len(f.Sub) > 0 && strings.HasPrefix(f.Sub[0].ID, f.ID+".") {
		out.Sub = f.Sub
		return out
	}
	// Tags may stand in a message several times, so they make a list.
	for _, s := range f.Sub {
		out.TLV = append(out.TLV, tlvJSON{s.ID, fieldToJSON(s)})
	}
	return out
}

func messageToJSON(m message) messageJSON {
	d := m.decoded
	out := messageJSON{
		Schema: "posdoctor.message/1", Protocol: d.Message.Protocol, Dialect: d.Message.Dialect, Guess: d.Guess, Others: []string{},
		MTI: d.Message.MTI, Class: d.Message.Class, Function: d.Message.Function, Kind: d.Message.Kind,
		Framing: framingJSON{Length: d.Framing.Length, Actual: d.Framing.Actual, TPDU: d.Framing.TPDU, Header: d.Framing.Header, Bytes: d.Framing.Skipped},
		Fields:  d.Fields, Code: []codeReadingJSON{}, Complete: d.Complete, Warnings: []codes.Text{}, Where: m.where,
	}
	out.Others = append(out.Others, d.Others...)
	out.Warnings = append(out.Warnings, d.Warnings...)
	if d.Framing.Stated >= 0 {
		out.Framing.Stated = &d.Framing.Stated
	}
	if d.Fault != nil {
		out.Error = &stopJSON{d.Fault.ID, d.Fault.Byte, d.Fault.Field, d.Fault.What}
	}
	if f := m.frame; f != nil {
		out.Frame = &frameJSON{Kind: frameKinds[f.Kind], Side: f.side, Sign: f.Sign, Check: f.Check.String(), Own: f.own}
		if f.at.Known() {
			out.Frame.At = &f.at.Time
		}
	}
	for _, g := range m.code {
		out.Code = append(out.Code, codeReadingJSON{g.Book.ID, g.Code.Value, g.Code.Class, g.Code.Name, g.Code.Money, g.Code.Retry, g.Why})
	}
	return out
}
