// Package diagnose is the door of diag: an [Engine] takes events as they are
// read and gives a Report.
package diagnose
