package find

import (
	"slices"

	"github.com/posdoctor/posdoctor/codes"
)

// Likely orders ports by how likely a payment terminal is behind them, the
// likeliest first; equals keep their order. It does not leave any out: what the
// numbers say is no proof. Whether a port may be opened does not count, for the
// next best port would then be asked in place of the right one.
func Likely(ports []Port) []Port {
	out := slices.Clone(ports)
	slices.SortStableFunc(out, func(a, b Port) int { return b.chance() - a.chance() })
	return out
}

// chance orders ports; the numbers mean nothing but their order.
func (p *Port) chance() int {
	n := 0
	switch p.Guess.Kind {
	case KindTerminal:
		n = map[Basis]int{BasisIDs: 90, BasisDriver: 85, BasisVendor: 80, BasisWords: 70, BasisWeak: 55}[p.Guess.Basis]
		if p.Guess.Basis == BasisIDs && p.Guess.Confidence == codes.Low {
			n = 60
		}
	case KindAdapter:
		n = 50
	case KindGadget:
		n = 45
	case KindAndroid:
		n = 15
	case KindReader, KindScanner, KindOther:
		n = 5
	case KindUnknown:
		n = map[Link]int{LinkUSB: 40, LinkUnknown: 30, LinkBoard: 25, LinkBluetooth: 20, LinkGadget: 10}[p.Link]
	}
	n *= 10
	if p.USB != nil && p.USB.Ports > 1 && p.USB.Interface >= 0 {
		// Of several ports of one device the one known to talk to tills, else the
		// first.
		if p.Guess.Interface == p.USB.Interface {
			n += 9
		} else {
			n += max(8-p.USB.Interface, 0)
		}
	}
	return n
}

// Diff compares two listings and gives what came and what went, ports and other
// devices. A port that another device has taken over by name went and came.
func Diff(before, after Listing) (came, went Listing) {
	return without(after, before), without(before, after)
}

func without(l, other Listing) Listing {
	var out Listing
	for _, p := range l.Ports {
		if !slices.ContainsFunc(other.Ports, p.same) {
			out.Ports = append(out.Ports, p)
		}
	}
	for _, d := range l.Devices {
		if !slices.ContainsFunc(other.Devices, func(o Device) bool { return d.USB.same(&o.USB) }) {
			out.Devices = append(out.Devices, d)
		}
	}
	return out
}

// same reports whether two entries are the same thing plugged in at the same
// place.
func (p *Port) same(q Port) bool { return p.Name == q.Name && p.USB.same(q.USB) }

func (u *USB) same(v *USB) bool {
	if u == nil || v == nil {
		return u == v
	}
	return u.ID() == v.ID() && u.Serial == v.Serial && u.Place == v.Place
}
