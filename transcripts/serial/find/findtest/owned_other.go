//go:build !unix

package findtest

func owned(uint32, uint32) any { return nil }
