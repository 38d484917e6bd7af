package main

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts/serial/find"
)

const portsSchemaID = "posdoctor.ports/1"

// The shape of "posdoctor.ports/1"; schemas/ports.json describes it.
type (
	listingJSON struct {
		Schema  string       `json:"schema"`
		System  string       `json:"system"`
		Ports   []portJSON   `json:"ports"` // the likeliest first
		Devices []deviceJSON `json:"devices"`
		Hidden  int          `json:"hidden"`
		Limits  []codes.Text `json:"limits"`
	}
	// changeJSON is one line of --watch. Either Port or Device is set.
	changeJSON struct {
		Schema string      `json:"schema"`
		At     string      `json:"at"`
		Change string      `json:"change"` // "came" or "went"
		Port   *portJSON   `json:"port,omitempty"`
		Device *deviceJSON `json:"device,omitempty"`
	}
	portJSON struct {
		Name   string         `json:"name"`
		Stable []string       `json:"stable"`
		Link   find.Link      `json:"link"`
		Driver string         `json:"driver"`
		USB    *usbJSON       `json:"usb"`
		Guess  guessJSON      `json:"guess"`
		Access find.Access    `json:"access"`
		Held   heldJSON       `json:"held"`
		Advice []portTodoJSON `json:"advice"`
	}
	deviceJSON struct {
		USB    *usbJSON       `json:"usb"`
		Guess  guessJSON      `json:"guess"`
		Why    codes.Text     `json:"why"`
		Advice []portTodoJSON `json:"advice"`
	}
	usbJSON struct {
		VID       string `json:"vid"`
		PID       string `json:"pid"`
		Maker     string `json:"maker"`
		Product   string `json:"product"`
		Serial    string `json:"serial"`
		Interface int    `json:"interface"`
		Ports     int    `json:"ports"`
		Place     string `json:"place"`
	}
	guessJSON struct {
		Kind       find.Kind        `json:"kind"`
		Maker      string           `json:"maker"`
		Model      string           `json:"model"`
		Basis      find.Basis       `json:"basis"`
		Confidence codes.Confidence `json:"confidence"`
		Interface  int              `json:"interface"`
		Note       codes.Text       `json:"note"`
		Source     string           `json:"source"`
	}
	heldJSON struct {
		By      []holderJSON `json:"by"`
		Checked bool         `json:"checked"`
		Unseen  int          `json:"unseen"`
	}
	holderJSON struct {
		PID  int    `json:"pid"`
		Name string `json:"name"`
	}
	portTodoJSON struct {
		ID      string     `json:"id"`
		Text    codes.Text `json:"text"`
		Command string     `json:"command"`
	}
)

func listingToJSON(l find.Listing) listingJSON {
	out := listingJSON{Schema: portsSchemaID, System: l.System, Ports: []portJSON{}, Devices: []deviceJSON{}, Hidden: l.Hidden, Limits: []codes.Text{}}
	for i := range l.Ports {
		out.Ports = append(out.Ports, portToJSON(&l.Ports[i]))
	}
	for i := range l.Devices {
		out.Devices = append(out.Devices, deviceToJSON(&l.Devices[i]))
	}
	out.Limits = append(out.Limits, l.Limits...)
	return out
}

func portToJSON(p *find.Port) portJSON {
	out := portJSON{
		Name: p.Name, Stable: append([]string{}, p.Stable...), Link: p.Link, Driver: p.Driver, USB: usbToJSON(p.USB), Guess: guessJSON(p.Guess),
		Access: p.Access, Held: heldJSON{By: []holderJSON{}, Checked: p.Held.Checked, Unseen: p.Held.Unseen}, Advice: todoToJSON(p.Advice),
	}
	for _, by := range p.Held.By {
		out.Held.By = append(out.Held.By, holderJSON(by))
	}
	return out
}

func deviceToJSON(d *find.Device) deviceJSON {
	return deviceJSON{USB: usbToJSON(&d.USB), Guess: guessJSON(d.Guess), Why: d.Why, Advice: todoToJSON(d.Advice)}
}

func usbToJSON(u *find.USB) *usbJSON {
	if u == nil {
		return nil
	}
	out := usbJSON(*u)
	return &out
}

func todoToJSON(list []find.Advice) []portTodoJSON {
	out := []portTodoJSON{}
	for _, adv := range list {
		out = append(out, portTodoJSON(adv))
	}
	return out
}
