// Package nets reads the till protocol of NETS terminals in Singapore. Its door
// is [Protocol].
//
// The frame is that of package bcdlen and the fields are Hypercom's; the header
// is NETS' own: a number of twelve characters that the till makes for each
// request (ECN), a function, then "01" in requests and the response code in
// answers. The answer gives the ECN back, and that alone pairs the two: an answer
// with another ECN is a late one to something else.
//
// The functions 30, I0, I5 and 80 are known from public code; the numbers of the
// harmless ones (55 to 57) are from memory, and their queries say so.
package nets
