package serial_test

import (
	"go/ast"
	"go/types"
	"slices"
)

// isWire reports whether values of a type can be a wire: what the driver, net
// and crypto/tls have that can be written to.
func isWire(t types.Type) bool {
	if t == nil {
		return false
	}
	elem := t
	if p, ok := t.(*types.Pointer); ok {
		elem = p.Elem()
	}
	n, ok := types.Unalias(elem).(*types.Named)
	if !ok || n.Obj().Pkg() == nil || !slices.Contains([]string{driver, "net", "crypto/tls"}, n.Obj().Pkg().Path()) {
		return false
	}
	return types.NewMethodSet(t).Lookup(nil, "Write") != nil
}

// flows gives where values go: into which type which expression.
func flows(n ast.Node, info *types.Info, decl ast.Decl) map[types.Type]ast.Expr {
	out := make(map[types.Type]ast.Expr)
	pairs := func(dst, src []ast.Expr) {
		for i := range src {
			if len(dst) == len(src) {
				out[info.TypeOf(dst[i])] = src[i]
			}
		}
	}
	add := func(dst types.Type, src ast.Expr) {
		// One wire among several values of the same type is enough to see.
		if have, ok := out[dst]; !ok || !isWire(info.TypeOf(have)) {
			out[dst] = src
		}
	}
	switch n := n.(type) {
	case *ast.CallExpr:
		if info.Types[n.Fun].IsType() {
			add(info.TypeOf(n.Fun), n.Args[0])
			break
		}
		sig, ok := info.TypeOf(n.Fun).Underlying().(*types.Signature)
		if !ok {
			break
		}
		for i, arg := range n.Args {
			last := sig.Params().Len() - 1
			switch {
			case sig.Variadic() && i >= last && !n.Ellipsis.IsValid():
				add(sig.Params().At(last).Type().(*types.Slice).Elem(), arg)
			case i <= last:
				add(sig.Params().At(i).Type(), arg)
			}
		}
	case *ast.AssignStmt:
		pairs(n.Lhs, n.Rhs)
	case *ast.ValueSpec:
		for _, v := range n.Values {
			if n.Type != nil {
				add(info.TypeOf(n.Type), v)
			}
		}
	case *ast.SendStmt:
		if c, ok := info.TypeOf(n.Chan).Underlying().(*types.Chan); ok {
			add(c.Elem(), n.Value)
		}
	case *ast.ReturnStmt:
		// Which function returns is not followed into literals: every result type
		// of the declaration and its literals counts.
		for _, r := range results(decl, info) {
			for _, v := range n.Results {
				if isWire(info.TypeOf(v)) && types.AssignableTo(info.TypeOf(v), r) {
					add(r, v)
				}
			}
		}
	case *ast.CompositeLit:
		for i, e := range n.Elts {
			dst, src := elementType(info.TypeOf(n), i, e, info), e
			if kv, ok := e.(*ast.KeyValueExpr); ok {
				src = kv.Value
			}
			if dst != nil {
				add(dst, src)
			}
		}
	}
	return out
}

func elementType(t types.Type, i int, e ast.Expr, info *types.Info) types.Type {
	switch u := t.Underlying().(type) {
	case *types.Struct:
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			return info.TypeOf(kv.Key)
		}
		return u.Field(i).Type()
	case *types.Slice:
		return u.Elem()
	case *types.Array:
		return u.Elem()
	case *types.Map:
		return u.Elem()
	}
	return nil
}

func results(decl ast.Decl, info *types.Info) []types.Type {
	var out []types.Type
	ast.Inspect(decl, func(n ast.Node) bool {
		if f, ok := n.(*ast.FuncType); ok && f.Results != nil {
			for _, r := range f.Results.List {
				out = append(out, info.TypeOf(r.Type))
			}
		}
		return true
	})
	return out
}
