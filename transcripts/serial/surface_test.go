package serial_test

import (
	"go/ast"
	"go/parser"
	"go/types"
	"slices"
	"strings"
	"testing"
)

// surface says what of a package's exported words could write.
func surface(p *types.Package) []string {
	var out []string
	writes := func(name string) bool {
		for _, start := range []string{"Write", "ReadFrom", "Send", "Print", "Put"} {
			if strings.HasPrefix(name, start) {
				return true
			}
		}
		return false
	}
	takesPort := func(sig *types.Signature) bool {
		for v := range sig.Params().Variables() {
			if strings.HasSuffix(v.Type().String(), ".Port") {
				return true
			}
		}
		return false
	}
	for _, name := range p.Scope().Names() {
		o := p.Scope().Lookup(name)
		if !o.Exported() {
			continue
		}
		if f, ok := o.(*types.Func); ok {
			if takesPort(f.Signature()) && name != "Tap" {
				out = append(out, name+" takes a port")
			}
			continue
		}
		if _, ok := o.(*types.TypeName); !ok {
			continue
		}
		for m := range types.NewMethodSet(types.NewPointer(o.Type())).Methods() {
			if m.Obj().Exported() && writes(m.Obj().Name()) {
				out = append(out, name+"."+m.Obj().Name())
			}
		}
	}
	port := p.Scope().Lookup("Port").Type()
	var methods []string
	for m := range types.NewMethodSet(types.NewPointer(port)).Methods() {
		if m.Obj().Exported() {
			methods = append(methods, m.Obj().Name())
		}
	}
	if want := []string{"Ask", "Close", "Line", "Link", "Listen", "Name", "SetLine", "Signals"}; !slices.Equal(methods, want) {
		out = append(out, "a Port has the methods "+strings.Join(methods, ", "))
	}
	for f := range port.Underlying().(*types.Struct).Fields() {
		if f.Exported() || f.Embedded() {
			out = append(out, "a Port shows its field "+f.Name())
		}
	}
	return out
}

func TestAPortOffersNoWrite(t *testing.T) {
	p := whole(t)
	for _, s := range surface(p.find(t, ports).types) {
		t.Error(s)
	}
}

func TestAWriteOnThePortIsSeen(t *testing.T) {
	p := whole(t)
	own := p.find(t, ports)
	for _, text := range []string{
		"func (p *Port) Write(b []byte) (int, error) { return 0, nil }",
		"func (p *Port) Poke() {}",
		"func (p Port) Poke() {}",
		"func Poke(p *Port) {}",
		"func (e *Error) Send() {}",
		"type Other struct{ line }; func (o Other) WriteString(string) {}",
	} {
		f, err := parser.ParseFile(p.fset, "breach.go", "package serial\n"+text, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		x, err := p.check(ports, append(slices.Clone(own.files), f))
		if err != nil {
			t.Fatal(err)
		}
		if len(surface(x.types)) == 0 {
			t.Errorf("%s, and nobody saw it", text)
		}
	}
	// A field that is shown.
	files := slices.Clone(own.files)
	for i, f := range files {
		ast.Inspect(f, func(n ast.Node) bool {
			if s, ok := n.(*ast.TypeSpec); ok && s.Name.Name == "Port" {
				changed := *s
				fields := s.Type.(*ast.StructType).Fields
				changed.Type = &ast.StructType{Fields: &ast.FieldList{List: append(slices.Clone(fields.List), &ast.Field{Type: ast.NewIdent("Chunk")})}}
				file := *f
				file.Decls = slices.Clone(f.Decls)
				for j, d := range file.Decls {
					if g, ok := d.(*ast.GenDecl); ok && len(g.Specs) == 1 && g.Specs[0] == ast.Spec(s) {
						file.Decls[j] = &ast.GenDecl{Tok: g.Tok, Specs: []ast.Spec{&changed}}
					}
				}
				files[i] = &file
			}
			return true
		})
	}
	x, err := p.check(ports, files)
	if err != nil {
		t.Fatal(err)
	}
	if len(surface(x.types)) == 0 {
		t.Error("a Port that embeds a type, and nobody saw it")
	}
}
