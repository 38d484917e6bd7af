package netprobe

import (
	"context"
	"crypto/x509"
	"errors"
	"net"
	"net/netip"
	"os"
	"slices"
	"sync"
	"time"

	"github.com/posdoctor/posdoctor/diag"
)

// Resolver looks names up; [net.Resolver] is one.
type Resolver interface {
	LookupNetIP(ctx context.Context, network, host string) ([]netip.Addr, error)
}

// Dialer connects; [net.Dialer] is one.
type Dialer interface {
	DialContext(ctx context.Context, network, address string) (net.Conn, error)
}

// Options say how to look. Fields that are zero take their usual value.
type Options struct {
	Count    int           // connects to each host; usual 3
	Gap      time.Duration // between two connects; usual 300 ms
	Timeout  time.Duration // for each step; usual 5 s
	Resolver Resolver
	Dialer   Dialer
	Roots    *x509.CertPool                             // nil: those of this machine
	Now      func() time.Time                           // the clock of this machine
	Wait     func(context.Context, time.Duration) error // passes the gap
	Env      func(string) string                        // the environment, for proxies
}

// The usual values, and what bounds a run.
const (
	usualCount   = 3
	usualGap     = 300 * time.Millisecond
	usualTimeout = 5 * time.Second
	maxAddresses = 8 // of one name
)

func (o Options) complete() Options {
	if o.Count == 0 {
		o.Count = usualCount
	}
	if o.Gap == 0 {
		o.Gap = usualGap
	}
	if o.Timeout == 0 {
		o.Timeout = usualTimeout
	}
	if o.Resolver == nil {
		o.Resolver = net.DefaultResolver
	}
	if o.Dialer == nil {
		// Without a second address family of its own choice: each address is
		// tried by itself.
		o.Dialer = &net.Dialer{FallbackDelay: -1}
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Wait == nil {
		o.Wait = wait
	}
	if o.Env == nil {
		o.Env = func(string) string { return "" }
	}
	return o
}

func wait(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}

// Run looks at each target in turn and judges what it found. The error is the
// context's.
func Run(ctx context.Context, targets []Target, o Options) (Report, error) {
	o = o.complete()
	facts := make([]Facts, 0, len(targets))
	for _, t := range targets {
		f := look(ctx, t, o)
		if err := ctx.Err(); err != nil {
			return Report{}, err
		}
		facts = append(facts, f)
	}
	return judge(facts, proxies(o.Env), o.Roots, o.Now()), nil
}

// look gathers the facts about one target.
func look(ctx context.Context, t Target, o Options) Facts {
	f := Facts{Target: t}
	var addresses []netip.Addr
	addresses, f.Literal, f.Fault = resolve(ctx, t.Host, o)
	f.Attempts = make([]Attempt, len(addresses))
	// One dead address must not keep the others waiting.
	var all sync.WaitGroup
	for i, a := range addresses {
		all.Go(func() { f.Attempts[i] = connect(ctx, netip.AddrPortFrom(a, t.Port), o) })
	}
	all.Wait()
	first, ok := f.first()
	if !ok {
		return f
	}
	at := netip.AddrPortFrom(first.Address, t.Port)
	f.Repeats = []Attempt{first}
	for len(f.Repeats) < o.Count && o.Wait(ctx, o.Gap) == nil {
		f.Repeats = append(f.Repeats, connect(ctx, at, o))
	}
	if t.TLS != diag.TLSNo && ctx.Err() == nil {
		f.Session = greet(ctx, t, at, o)
	}
	return f
}

func resolve(ctx context.Context, host string, o Options) (addresses []netip.Addr, literal bool, fault LookupFault) {
	if a, err := netip.ParseAddr(host); err == nil {
		return []netip.Addr{a.Unmap()}, true, LookupNoFault
	}
	ctx, cancel := context.WithTimeout(ctx, o.Timeout)
	defer cancel()
	found, err := o.Resolver.LookupNetIP(ctx, "ip", host)
	for _, a := range found {
		if a = a.Unmap(); !slices.Contains(addresses, a) && len(addresses) < maxAddresses {
			addresses = append(addresses, a)
		}
	}
	var dns *net.DNSError
	switch {
	case len(addresses) > 0:
		return addresses, false, LookupNoFault
	case errors.As(err, &dns) && dns.IsNotFound, err == nil:
		return nil, false, LookupNotFound
	case errors.As(err, &dns) && dns.IsTimeout, errors.Is(err, context.DeadlineExceeded):
		return nil, false, LookupTimeout
	}
	return nil, false, LookupFailed
}

// connect opens one connection and closes it without sending anything.
func connect(ctx context.Context, at netip.AddrPort, o Options) Attempt {
	conn, attempt := dial(ctx, at, o)
	if conn != nil {
		conn.Close()
	}
	return attempt
}

func dial(ctx context.Context, at netip.AddrPort, o Options) (net.Conn, Attempt) {
	ctx, cancel := context.WithTimeout(ctx, o.Timeout)
	defer cancel()
	begin := o.Now()
	conn, err := o.Dialer.DialContext(ctx, "tcp", at.String())
	attempt := Attempt{Address: at.Addr(), Outcome: outcome(err)}
	if err != nil {
		return nil, attempt
	}
	attempt.Delay = o.Now().Sub(begin)
	return conn, attempt
}

func outcome(err error) Outcome {
	switch {
	case err == nil:
		return Reached
	case isAny(err, refusedErrors):
		return Refused
	case errors.Is(err, os.ErrDeadlineExceeded), errors.Is(err, context.DeadlineExceeded), isAny(err, timeoutErrors):
		return TimedOut
	case isAny(err, unreachableErrors):
		return Unreachable
	case errors.Is(err, os.ErrPermission):
		return Denied
	}
	var timeout net.Error
	if errors.As(err, &timeout) && timeout.Timeout() {
		return TimedOut
	}
	return Failed
}

func isAny(err error, of []error) bool {
	return slices.ContainsFunc(of, func(e error) bool { return errors.Is(err, e) })
}
