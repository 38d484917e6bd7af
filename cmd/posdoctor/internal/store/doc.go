// Package store is posdoctor's hand on the file system: it lists inputs
// ([List]), finds the profile ([FindProfile]), writes results whole or not
// at all ([Create]) and keeps folders of cases under a lock ([OpenCases]). It knows nothing of what the files hold.
package store
