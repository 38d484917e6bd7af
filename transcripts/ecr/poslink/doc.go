// Package poslink speaks PAX POSLink, as PAX terminals with BroadPOS and other
// apps in the United States and Canada have it. Its door is [Protocol].
//
// A message is STX, groups parted by FS, fields in a group parted by US, ETX and
// the XOR of all after STX. Over a serial line each is acknowledged, and the
// terminal ends with EOT; over TCP it is the query of an HTTP GET, in base64, and
// the body of the answer as it is. PAX gives its guide only under an agreement,
// so all of this is read from public programs.
//
// Sources: globalpayments/dotnet-sdk, for messages and groups; POSLink samples in
// public tests; serial drivers for browsers.
package poslink
