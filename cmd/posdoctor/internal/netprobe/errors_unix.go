//go:build !windows

package netprobe

import "syscall"

var (
	refusedErrors     = []error{syscall.ECONNREFUSED}
	timeoutErrors     = []error{syscall.ETIMEDOUT}
	unreachableErrors = []error{syscall.EHOSTUNREACH, syscall.ENETUNREACH, syscall.EADDRNOTAVAIL, syscall.EHOSTDOWN, syscall.ENETDOWN}
)
