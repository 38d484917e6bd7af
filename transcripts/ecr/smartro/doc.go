// Package smartro reads what Korean tills and Smartro TL3500 and TL3600 readers
// say to each other. Its door is [Protocol].
//
// It is only decoded. A request has a capital job code, its answer the small
// one. The sum covers STX as well, and the length is little-endian.
//
// Facts: public readings of the vendor's TL3500 document 3.5, by others; texts
// are in EUC-KR.
package smartro
