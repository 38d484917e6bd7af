// Package part holds the fields of a text frame. Its door is [Part]: a stretch
// of a frame's body with the [Spec] that says what it is and what of it may be
// kept. Hiding bytes in a capture and showing values to a person follow the same
// rule, and a stretch that no Spec names is hidden whole.
package part
