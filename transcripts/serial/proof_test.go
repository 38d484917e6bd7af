package serial_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"slices"
	"strings"
	"testing"
)

// These tests prove by the types of the whole module that nothing but a query
// of the allow-list, its acknowledgements and the bytes of a tap can reach a
// terminal. Three things would be needed to write something else: an open wire,
// a function that writes to it, and bytes. So they hold who may open what can
// be a wire, who may write to it, that no wire turns into a plain io.Writer, and
// inside the package which single chain of functions leads to the write.

const (
	driver = "go.bug.st/serial"
	sim    = module + "/transcripts/sim"
	cmd    = module + "/cmd"
	probe  = module + "/cmd/posdoctor/internal/netprobe"
	store  = module + "/cmd/posdoctor/internal/store"
)

// mayUse lists, for everything that opens or writes a wire, the functions that
// use it. Uses elsewhere are breaches.
var mayUse = map[string][]string{
	driver + ".Open":                        {"openNow", "(*device).reopen"},
	"(" + driver + ".Port).Write":           {"(*device).write"},
	"(*net.Dialer).DialContext":             {"openNetwork"},
	"(*net.ListenConfig).Listen":            {"openNetwork"},
	"(net.Conn).Write":                      {"(*network).write"},
	"golang.org/x/sys/unix.Open":            {"claimDevice"},
	"(" + ports + ".line).write":            {"send"},
	"(*" + ports + ".device).write":         nil,
	"(*" + ports + ".network).write":        nil,
	ports + ".send":                         {"(*asking).put", "(bridge).pump"},
	"(*" + ports + ".asking).put":           {"(*asking).run", "(*asking).step"},
	"(*" + ports + ".asking).run":           {"(*Port).ask"},
	"(*" + ports + ".Port).ask":             {"(*Port).Ask"},
	"(" + ports + ".bridge).pump":           {"Tap"},
	"field " + ports + ".device.port":       {"openNow", "(*device).reopen", "(*device).read", "(*device).write", "(*device).setLine", "(*device).signals", "(*device).raise", "(*device).close"},
	"field " + ports + ".network.conn":      {"openNetwork", "(*network).read", "(*network).write", "(*network).close"},
	"field " + ports + ".question.frame":    {"(*Port).Ask", "(*asking).run"},
	"field " + ports + ".question.allows":   {"(*Port).Ask", "(*asking).step"},
	"field " + ports + ".question.dialogue": {"(*Port).Ask", "(*asking).run"},
}

// guarded reports whether a function opens or writes what may be a wire. Those
// of files are told apart: posdoctor writes files too, in cmd.
func guarded(f *types.Func) (wire, file bool) {
	if f.Pkg() == nil {
		return false, false
	}
	path, name := f.Pkg().Path(), f.Name()
	has := func(starts ...string) bool {
		return slices.ContainsFunc(starts, func(s string) bool { return strings.HasPrefix(name, s) })
	}
	switch path {
	case driver:
		return name == "Open" || has("Write"), false
	case "net", "crypto/tls":
		return has("Write", "ReadFrom", "Dial", "Listen", "File"), false
	case "net/http", "net/smtp", "net/rpc", "github.com/creack/pty":
		return true, false
	case "syscall", "golang.org/x/sys/unix", "golang.org/x/sys/windows":
		return has("Write", "Pwrite", "Send", "Splice", "Vmsplice", "Syscall", "RawSyscall", "Open", "Creat", "Socket", "WSASend", "NewLazy", "LoadLibrary"), false
	case "os":
		return false, has("Write", "ReadFrom", "OpenFile", "OpenRoot", "OpenInRoot", "Create", "NewFile")
	}
	_, listed := mayUse[f.FullName()]
	return listed, false
}

// allowed reports whether a function may use what is guarded.
func allowed(path, function, used string, file bool) bool {
	under := func(parent string) bool { return path == parent || strings.HasPrefix(path, parent+"/") }
	switch {
	case under(sim):
		// The pretend terminal has pseudo-terminals and sockets of its own making,
		// and no way to a port that is there already.
		return !strings.Contains(used, driver)
	case under(probe):
		return strings.Contains(used, "net") || strings.Contains(used, "crypto/tls")
	case under(cmd) && file:
		return true
	case asksAgent(path, function):
		return strings.Contains(used, "net")
	}
	return path == ports && slices.Contains(mayUse[used], function)
}

// asksAgent reports the one function that talks to the ssh-agent, over the
// named socket of SSH_AUTH_SOCK: never a port, never a network address.
func asksAgent(path, function string) bool {
	return path == store && function == "AgentSigner"
}

// breaches says what in a package could reach a terminal and may not.
func breaches(fset *token.FileSet, p *pkg) []string {
	var out []string
	report := func(at token.Pos, format string, args ...any) {
		out = append(out, fmt.Sprintf("%s: %s", fset.Position(at), fmt.Sprintf(format, args...)))
	}
	for _, file := range p.files {
		for _, i := range file.Imports {
			if i.Path.Value == `"unsafe"` && !strings.HasPrefix(p.path, cmd) {
				report(i.Pos(), "unsafe reaches everything")
			}
		}
		for _, decl := range file.Decls {
			function := nameOf(decl, p.info)
			ast.Inspect(decl, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.Ident:
					used, isFile, ok := guardedUse(n, p.info)
					if ok && !allowed(p.path, function, used, isFile) && !(isFile && p.aside) {
						report(n.Pos(), "%s uses %s", function, used)
					}
				case *ast.CompositeLit:
					if t := p.info.TypeOf(n); t != nil && t.String() == ports+".question" && function != "(*Port).Ask" {
						report(n.Pos(), "%s makes a question", function)
					}
				}
				for dst, src := range flows(n, p.info, decl) {
					if isWire(p.info.TypeOf(src)) && types.IsInterface(dst) && !isWire(dst) && !strings.HasPrefix(p.path, sim) && !asksAgent(p.path, function) {
						report(src.Pos(), "%s hands a wire on as %s", function, dst)
					}
				}
				return true
			})
		}
	}
	return out
}

// nameOf gives the function that a declaration is, as in mayUse.
func nameOf(decl ast.Decl, info *types.Info) string {
	f, ok := decl.(*ast.FuncDecl)
	if !ok {
		return "a declaration"
	}
	if f.Recv == nil {
		return f.Name.Name
	}
	t := info.TypeOf(f.Recv.List[0].Type)
	return "(" + types.TypeString(t, func(*types.Package) string { return "" }) + ")." + f.Name.Name
}

// guardedUse gives the name of what an identifier uses, when that is guarded.
func guardedUse(id *ast.Ident, info *types.Info) (name string, file, ok bool) {
	switch o := info.Uses[id].(type) {
	case *types.Func:
		wire, file := guarded(o.Origin())
		return o.Origin().FullName(), file, wire || file
	case *types.Var:
		if o.IsField() && o.Pkg() != nil && o.Pkg().Path() == ports {
			name := fieldName(o)
			_, listed := mayUse[name]
			return name, false, listed
		}
	}
	return "", false, false
}

// fieldName names a field of a type of this package.
func fieldName(v *types.Var) string {
	scope := v.Pkg().Scope()
	for _, name := range scope.Names() {
		s, ok := scope.Lookup(name).Type().Underlying().(*types.Struct)
		if !ok {
			continue
		}
		for f := range s.Fields() {
			if f == v {
				return "field " + ports + "." + name + "." + v.Name()
			}
		}
	}
	return ""
}

// Files for other systems cannot be checked with types here, so no name in them
// may even look like a write or an open. On those systems the types are checked.
func otherBreaches(fset *token.FileSet, p *pkg) []string {
	if strings.HasPrefix(p.path, sim) || strings.HasPrefix(p.path, cmd) {
		return nil
	}
	var out []string
	for _, file := range p.others {
		ast.Inspect(file, func(n ast.Node) bool {
			id, ok := n.(*ast.Ident)
			if !ok {
				return true
			}
			for _, bad := range []string{"write", "pwrite", "send", "sendto", "put", "dial", "listen", "openfile", "createfile", "syscall", "rawsyscall"} {
				if strings.HasPrefix(strings.ToLower(id.Name), bad) && id.Name != "syscall" {
					out = append(out, fmt.Sprintf("%s: %s", fset.Position(id.Pos()), id.Name))
				}
			}
			return true
		})
	}
	return out
}

func TestNothingElseWrites(t *testing.T) {
	p := whole(t)
	for _, x := range p.packages {
		for _, b := range append(breaches(p.fset, x), otherBreaches(p.fset, x)...) {
			t.Error(b)
		}
	}
}

// What is listed must be there and used, or the list guards nothing.
func TestGuardsGuardSomething(t *testing.T) {
	p := whole(t)
	seen := make(map[string][]string)
	x := p.find(t, ports)
	for _, file := range x.files {
		for _, decl := range file.Decls {
			ast.Inspect(decl, func(n ast.Node) bool {
				if id, ok := n.(*ast.Ident); ok {
					if used, _, ok := guardedUse(id, x.info); ok {
						seen[used] = append(seen[used], nameOf(decl, x.info))
					}
				}
				return true
			})
		}
	}
	for _, used := range slices.Sorted(maps.Keys(mayUse)) {
		for _, f := range mayUse[used] {
			if !slices.Contains(seen[used], f) && used != "golang.org/x/sys/unix.Open" {
				t.Errorf("%s does not use %s: take it off the list", f, used)
			}
		}
	}
}

// A test that cannot fail is none: each of these must be seen.
func TestBreachesAreSeen(t *testing.T) {
	p := whole(t)
	parsed := func(text string) *ast.File {
		f, err := parser.ParseFile(p.fset, "breach.go", text, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	elsewhere := map[string]string{
		"opens the driver":          `import "go.bug.st/serial"; func f() { serial.Open("x", nil) }`,
		"keeps the driver's door":   `import "go.bug.st/serial"; var open = serial.Open`,
		"writes to a port":          `import "go.bug.st/serial"; func f(p serial.Port) { p.Write(nil) }`,
		"keeps a port's method":     `import "go.bug.st/serial"; func f(p serial.Port) any { return p.Write }`,
		"hands a port on":           `import ("go.bug.st/serial"; "io"); func f(p serial.Port) { io.WriteString(p, "x") }`,
		"hands a port on, printing": `import ("go.bug.st/serial"; "fmt"); func f(p serial.Port) { fmt.Fprint(p, "x") }`,
		"returns a port as writer":  `import ("go.bug.st/serial"; "io"); func f(p serial.Port) io.Writer { return p }`,
		"assigns a port as writer":  `import ("go.bug.st/serial"; "io"); func f(p serial.Port) { var w io.Writer; w = p; _ = w }`,
		"declares a port as writer": `import ("go.bug.st/serial"; "io"); func f(p serial.Port) { var w io.Writer = p; _ = w }`,
		"converts a port to writer": `import ("go.bug.st/serial"; "io"); func f(p serial.Port) { _ = io.Writer(p) }`,
		"embeds a port as writer":   `import ("go.bug.st/serial"; "io"); type t struct{ w io.Writer }; func f(p serial.Port) { _ = t{w: p} }`,
		"lists a port as writer":    `import ("go.bug.st/serial"; "io"); func f(p serial.Port) { _ = []io.Writer{p} }`,
		"sends a port as writer":    `import ("go.bug.st/serial"; "io"); func f(p serial.Port, c chan io.Writer) { c <- p }`,
		"embeds a port":             `import "go.bug.st/serial"; type t struct{ serial.Port }; func f(x t) { x.Write(nil) }`,
		"dials":                     `import "net"; func f() { net.Dial("tcp", "x") }`,
		"writes to a connection":    `import "net"; func f(c *net.TCPConn) { c.Write(nil) }`,
		"copies to a connection":    `import ("net"; "io"); func f(c net.Conn, r io.Reader) { io.Copy(c, r) }`,
		"opens a file to write":     `import "os"; func f() { os.OpenFile("/dev/ttyS0", os.O_RDWR, 0) }`,
		"writes a file":             `import "os"; func f() { os.WriteFile("/dev/ttyS0", nil, 0) }`,
		"writes to a file":          `import "os"; func f(x *os.File) { x.WriteString("x") }`,
		"calls the system":          `import "syscall"; func f() { syscall.Write(1, nil) }`,
		"is unsafe":                 `import _ "unsafe"`,
	}
	within := map[string]string{
		"a second sender":         `func (p *Port) Poke(b []byte) { _, _ = send(p.l, b) }`,
		"a second writer":         `func (p *Port) Poke(b []byte) { _, _ = p.l.write(b, 0) }`,
		"a device written to":     `func poke(d *device, b []byte) { _, _ = d.write(b, 0) }`,
		"a driver taken out":      `func (d *device) Driver() any { return d.port }`,
		"a connection taken out":  `func (n *network) Conn() any { return n.conn }`,
		"a question of one's own": `func (p *Port) Poke(b []byte) { q := question{frame: b}; _ = q }`,
		"a question changed":      `func (a *asking) poke(b []byte) { a.q.frame = b }`,
		"a question allowed all":  `func (a *asking) poke() { a.q.allows = func([]byte) bool { return true } }`,
		"another way to ask":      `func (p *Port) Poke() { _, _ = p.ask(nil, question{}, nil, nil) }`,
		"an ask that puts more":   `func (a *asking) poke(b []byte) { _ = a.put(b) }`,
		"a bridge of one's own":   `func poke(p *Port) { _ = bridge{}.pump(nil, p, p, "") }`,
	}
	for name, text := range elsewhere {
		for _, path := range []string{module + "/transcripts/breach", module + "/diag/breach", ports + "/breach"} {
			x, err := p.check(path, []*ast.File{parsed("package breach\n" + text)})
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if len(breaches(p.fset, x)) == 0 {
				t.Errorf("%s in %s, and nobody saw it", name, path)
			}
		}
	}
	own := p.find(t, ports)
	for name, text := range within {
		x, err := p.check(ports, append(slices.Clone(own.files), parsed("package serial\n"+text)))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if len(breaches(p.fset, x)) == 0 {
			t.Errorf("%s, and nobody saw it", name)
		}
	}
	other := &pkg{path: ports, others: []*ast.File{parsed(`package serial; func f(x interface{ Write([]byte) }) { x.Write(nil) }`)}}
	if len(otherBreaches(p.fset, other)) == 0 {
		t.Error("a write for another system, and nobody saw it")
	}
	// The module does not import this one yet, so no text with it can be checked.
	get := types.NewFunc(token.NoPos, types.NewPackage("net/http", "http"), "Get", types.NewSignatureType(nil, nil, nil, nil, nil, false))
	if wire, _ := guarded(get); !wire {
		t.Error("http.Get is not guarded")
	}
	// Files and what is no wire are nobody's breach where they belong.
	fine := map[string]string{
		cmd + "/posdoctor/fine":           `import "os"; func f() { os.Stdout.WriteString("x"); os.Create("x") }`,
		module + "/transcripts/logs/fine": `import ("bytes"; "fmt"); func f(b *bytes.Buffer) { b.WriteString("x"); fmt.Fprint(b, "x") }`,
	}
	for path, text := range fine {
		x, err := p.check(path, []*ast.File{parsed("package fine\n" + text)})
		if err != nil {
			t.Fatal(err)
		}
		if b := breaches(p.fset, x); len(b) > 0 {
			t.Errorf("%s: %v", path, b)
		}
	}
}
