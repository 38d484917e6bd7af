// Package copies makes copies of inputs that may be shared. Its door is [Copy]:
// what goes in comes out byte by byte at the same place, but for card data, which
// is hidden by characters of the same length. So every line number, offset and
// length that was told of the original holds in the copy, and reading the copy
// gives the same messages, with the same verdicts.
//
// Structure comes first: messages in hex are found and taken apart as reading
// does it, and of each field only its secret part is hidden; so are the fields
// of jPOS logs and field lists. Then the shapes of [redact.Masker.Text] are looked
// for in everything else, over many lines at once. What is whole and typed is
// not looked at by shape: a time beside a trace number may look like a card.
//
// In hex a hidden digit becomes x, elsewhere a star. What cannot be masked in
// place fails closed: binary inputs, and messages that are spread too far.
package copies
