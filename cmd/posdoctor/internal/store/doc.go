// Package store is posdoctor's hand on the file system: it lists inputs
// ([List]), finds the profile ([FindProfile]) and writes results whole or not
// at all ([Create]). It knows nothing of what the files hold.
package store
