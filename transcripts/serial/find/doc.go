// Package find lists the serial ports of this machine and says what may be
// behind each. Its door is [Look]; [Ports] is the list alone, and [Likely] puts
// the ports first that a payment terminal may be behind.
//
// On Linux it reads /sys, /dev and /proc and opens no port: to open one resets
// its line and moves its control lines, which some terminals take for a till
// that went away. On Windows it asks the system's list of devices without
// talking to a device; elsewhere it goes by the names of the device files.
//
// What the USB numbers say stands in usb-ids.tsv with how sure each row is. A
// vendor id alone never decides: makers share, sell and squat on them.
package find
