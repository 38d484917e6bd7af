// Package store is posdoctor's hand on the file system: it lists inputs
// ([List]), finds the profile ([FindProfile]), writes results whole or not
// at all ([Create], [NewFolder]), keeps folders of cases under a lock
// ([OpenCases]) and the merchant's keys ([Secret], [SigningKey]). It knows
// nothing of what the files hold.
package store
