package netprobe

import (
	"net/netip"
	"slices"
	"strings"
	"time"
)

// slow is the time for a connect above which a payment is likely to run into
// its own time-outs: a payment needs several round trips.
const slow = 1500 * time.Millisecond

func judgeName(h *Host) Check {
	const id = "net.name"
	switch {
	case h.Literal:
		return skipped(id, titleName, reasonLiteral)
	case h.Fault == LookupNotFound:
		return problem(id, titleName, reasonNoName.With(h.Target.Host), whyNoName)
	case h.Fault == LookupTimeout:
		return problem(id, titleName, reasonNameTimeout, whyResolver)
	case h.Fault == LookupFailed:
		return problem(id, titleName, reasonNameFailed, whyResolver)
	}
	return ok(id, titleName, reasonAddresses.With(addressList(h.Attempts)))
}

func addressList(attempts []Attempt) string {
	words := make([]string, len(attempts))
	for i, a := range attempts {
		words[i] = a.Address.String()
	}
	return strings.Join(words, ", ")
}

// Ranges that no public name should lead to (RFC 6890).
var (
	inventedRanges = []netip.Prefix{
		netip.MustParsePrefix("198.18.0.0/15"), // for benchmarks; proxy programs answer with it
		netip.MustParsePrefix("192.0.2.0/24"),  // the rest are for books
		netip.MustParsePrefix("198.51.100.0/24"),
		netip.MustParsePrefix("203.0.113.0/24"),
		netip.MustParsePrefix("2001:db8::/32"),
	}
	sharedRange = netip.MustParsePrefix("100.64.0.0/10") // inside an operator's network
)

func invented(ip netip.Addr) bool {
	return slices.ContainsFunc(inventedRanges, func(p netip.Prefix) bool { return p.Contains(ip) })
}

// localSuffixes end names that only a local network knows.
var localSuffixes = []string{".local", ".lan", ".internal", ".intranet", ".corp", ".home", ".localdomain", ".home.arpa"}

// publicName reports whether a name is meant for everybody.
func publicName(host string) bool {
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	if !strings.Contains(host, ".") {
		return false
	}
	for _, s := range localSuffixes {
		if strings.HasSuffix(host, s) {
			return false
		}
	}
	return true
}

func judgeAddresses(h *Host) Check {
	const id = "net.address"
	switch {
	case h.Literal:
		return skipped(id, titleAddress, reasonLiteral)
	case len(h.Attempts) == 0:
		return skipped(id, titleAddress, reasonNoAddress)
	case !publicName(h.Target.Host):
		return skipped(id, titleAddress, reasonLocalName)
	}
	for _, a := range h.Attempts {
		switch ip := a.Address; {
		case invented(ip):
			return problem(id, titleAddress, reasonInvented.With(ip), whyInvented)
		case ip.IsUnspecified(), ip.IsLoopback(), ip.IsMulticast():
			return problem(id, titleAddress, reasonNowhere.With(ip), whyInvented)
		case ip.IsPrivate(), ip.IsLinkLocalUnicast(), sharedRange.Contains(ip):
			// Right inside the private network of an acquirer, wrong anywhere else.
			return unknown(id, titleAddress, reasonPrivate.With(ip))
		}
	}
	return ok(id, titleAddress, reasonPublic)
}

func judgeConnect(h *Host) Check {
	const id = "net.connect"
	if len(h.Attempts) == 0 {
		return skipped(id, titleConnect, reasonNoAddress)
	}
	first, reached := h.first()
	if !reached {
		worst := h.Attempts[0].Outcome
		return problem(id, titleConnect, reasonOutcomes[worst].With(h.Target.Port), whyOutcomes[worst])
	}
	for _, a := range h.Attempts {
		switch {
		case a.Outcome == Reached:
		case a.Outcome == Unreachable && a.Address.Is6() && first.Address.Is4():
			// A network without IPv6; the other addresses serve.
		default:
			return problem(id, titleConnect, reasonSomeFail.With(a.Address, outcomeWords[a.Outcome]), whySomeFail)
		}
	}
	return ok(id, titleConnect, reasonReached.With(first.Address, h.Target.Port))
}

func judgeLoss(h *Host) Check {
	const id = "net.loss"
	switch n := len(h.Repeats); {
	case n == 0:
		return skipped(id, titleLoss, reasonNotReached)
	case n == 1:
		return skipped(id, titleLoss, reasonOnce)
	case h.Failed() > 0:
		return problem(id, titleLoss, reasonLoss.With(h.Failed(), n), whyLoss)
	default:
		return ok(id, titleLoss, reasonNoLoss.With(n))
	}
}

func judgeDelay(h *Host) Check {
	const id = "net.delay"
	if len(h.Repeats) == 0 {
		return skipped(id, titleDelay, reasonNotReached)
	}
	middle, longest := h.Delays()
	reason := reasonDelay.With(middle.Milliseconds(), longest.Milliseconds())
	if middle > slow {
		return problem(id, titleDelay, reason, whySlow)
	}
	return ok(id, titleDelay, reason)
}

func judgeProxy(proxies []Proxy, trouble bool) Check {
	const id = "net.proxy"
	if len(proxies) == 0 {
		return ok(id, titleProxy, reasonNoProxy)
	}
	reason := reasonProxy.With(proxies[0].Variable, proxies[0].Host)
	if trouble {
		return problem(id, titleProxy, reason, whyProxy)
	}
	return ok(id, titleProxy, reasonProxyUnused.With(proxies[0].Variable, proxies[0].Host))
}
