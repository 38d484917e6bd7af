// Package store is posdoctor's hand on the file system: it lists inputs
// ([List]), finds the profile ([FindProfile]) and writes results whole or not
// at all ([Create], [NewFolder]), and keeps the merchant's keys ([Secret],
// [SigningKey]). It knows nothing of what the files hold.
package store
