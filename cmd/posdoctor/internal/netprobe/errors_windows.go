package netprobe

import "golang.org/x/sys/windows"

// Windows has numbers of its own for what sockets report.
var (
	refusedErrors     = []error{windows.WSAECONNREFUSED}
	timeoutErrors     = []error{windows.WSAETIMEDOUT}
	unreachableErrors = []error{windows.WSAEHOSTUNREACH, windows.WSAENETUNREACH, windows.WSAEADDRNOTAVAIL, windows.WSAEHOSTDOWN, windows.WSAENETDOWN}
)
