package redact

import "bytes"

// track2 looks whether the digits [from, to) are the number in front of a track
// 2 (ISO/IEC 7813): a separator, then expiry, service code and discretionary
// data. All of it is masked.
func (v *view) track2(from, to int) bool {
	s := v.sym
	sep := separator(s, to)
	if sep == 0 {
		return false
	}
	number := stretch{max(from, to-longest), to}
	end := digitsEnd(s, to+sep)
	n := end - to - sep
	month, ok := two(s[min(to+sep+2, len(s)):])
	dated := ok && month >= 1 && month <= 12
	switch {
	case n >= 7 && dated:
	case n >= seenTail && endsInCard(s[from:to]):
	default:
		return false
	}
	if to-from <= longest+2 {
		number.from = from // with its length bytes
	}
	if v.at != nil {
		for end < len(s) && (isDigit(s[end]) || s[end] == 'F') {
			end++ // padding
		}
	}
	all := stretch{number.from, end}
	if v.at != nil {
		v.hit(kindTrack, all, all, digitsOnly)
		return true
	}
	number.to = to
	v.hit(kindTrack, all, number, digitsOnly)
	v.hit(kindTrack, all, stretch{to + sep, end}, digitsOnly)
	return true
}

// separator is the length of a track 2 separator at i, 0 if there is none.
func separator(s []byte, i int) int {
	if i >= len(s) {
		return 0
	}
	switch s[i] {
	case '=', 'D', 'd', '^':
		return 1
	case '%':
		if i+2 < len(s) && s[i+1] == '3' && s[i+2]|0x20 == 'd' {
			return 3
		}
	}
	return 0
}

// endsInCard reports whether some end of d looks like a card number. It may
// have a length in front.
func endsInCard(d []byte) bool {
	for n := shortestLoose; n <= min(longest, len(d)); n++ {
		if isCard(d[len(d)-n:]) {
			return true
		}
	}
	return false
}

// longestName bounds the name on track 1, which has 2 to 26 characters.
const longestName = 40

// track1 looks for track 1: number, name and data between carets.
func (v *view) track1() {
	s := v.sym
	for i := 0; ; {
		k := bytes.IndexByte(s[i:], '^')
		if k < 0 {
			return
		}
		first := i + k
		i = first + 1
		rest := s[i:min(i+longestName, len(s))]
		second := bytes.IndexByte(rest, '^')
		if second < 0 || bytes.IndexByte(rest[:second], '\n') >= 0 {
			continue
		}
		from, digits := first, 0
		for from > 0 && (isDigit(s[from-1]) || s[from-1] == ' ' || s[from-1] == '*') && digits < longest+2 {
			from--
			if s[from] != ' ' {
				digits++
			}
		}
		if digits < shortest {
			continue
		}
		end := i + second + 1
		for end < len(s) && end-first < 120 && s[end] > ' ' && s[end] != '?' && s[end] != '"' && s[end] != '<' {
			end++
		}
		all := stretch{from, end}
		v.hit(kindTrack, all, stretch{from, first}, digitsOnly)
		v.hit(kindTrack, all, stretch{first + 1, i + second}, everything)
		v.hit(kindTrack, all, stretch{i + second + 1, end}, everything)
		i = end
	}
}
