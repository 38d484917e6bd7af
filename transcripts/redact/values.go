package redact

// value is what stands behind a label.
type value struct {
	f      *finder
	at     int
	joined bool // with ":", "=" or the like before it, not only blanks
}

func (v *value) drop(k kind, from, to int, w what) bool {
	t := view{f: v.f, sym: v.f.sym}
	t.hit(k, stretch{from, to}, stretch{from, to}, w)
	return true
}

// row measures digits and masks from the value on, with single blanks, dashes
// or dots between, up to most of them.
func (v *value) row(most int, more string) (end, n int) {
	s := v.f.sym
	end = v.at
	for i := v.at; i < len(s) && n < most; i++ {
		switch c := s[i]; {
		case isDigit(c) || c == '*' || c == '#' || c == 'x' || c == 'X' || contains(more, c):
			n++
			end = i + 1
		case (c == ' ' || c == '-' || c == '_') && i == end:
		default:
			return end, n
		}
	}
	return end, n
}

func contains(s string, c byte) bool {
	for i := range len(s) {
		if s[i] == c {
			return true
		}
	}
	return false
}

// number truncates a card number, whatever its digits. A row that no card is as
// long as is masked whole; one that is spaced may run into the next field, so
// then only its first part counts.
func (v *value) number() bool {
	s := v.f.sym
	end := v.at
	for end < len(s) && (isDigit(s[end]) || s[end] == '*') {
		end++
	}
	n := end - v.at
	if n < shortest {
		end, n = v.row(longest, "")
		if n > 0 && n < longest && end-v.at > n {
			end, n = v.wholeGroups(end)
		}
	}
	if n < 8 || !v.joined && n < shortest {
		return false
	}
	if sep := separator(s, end); sep > 0 && digitsEnd(s, end+sep)-end-sep >= seenTail {
		return v.drop(kindTrack, v.at, digitsEnd(s, end+sep), digitsOnly)
	}
	head, tail := seenHead, seenTail
	switch {
	case n > longest || n < shortest:
		head, tail = 0, 0
	case n < fullShown:
		head = 0
	}
	from, to, seen := v.at, end, 0
	for i := v.at; i < end; i++ {
		if isDigit(s[i]) || s[i] == '*' || s[i] == '#' || s[i] == 'x' || s[i] == 'X' {
			if seen == head {
				from = i
			}
			if seen++; seen == n-tail {
				to = i + 1
			}
		}
	}
	t := view{f: v.f, sym: s}
	t.hit(kindPAN, stretch{v.at, end}, stretch{from, to}, digitsOnly)
	return true
}

// wholeGroups gives the part of a spaced number that ends with a group and has
// a length that cards have.
func (v *value) wholeGroups(limit int) (end, n int) {
	s := v.f.sym
	count := 0
	for i := v.at; i < limit; i++ {
		if isDigit(s[i]) || s[i] == '*' || s[i] == 'x' || s[i] == 'X' || s[i] == '#' {
			count++
			if i+1 == limit || s[i+1] == ' ' || s[i+1] == '-' || s[i+1] == '_' {
				if n < 16 || count == longest {
					end, n = i+1, count
				}
			}
		}
	}
	return end, n
}

// longestTrack bounds what is dropped behind a track's label: track 1 has 79
// characters, and each may be written as a byte in hex.
const longestTrack = 240

// track drops everything to the end of the value.
func (v *value) track() bool {
	s := v.f.sym
	end, digits := v.at, 0
	for end < len(s) && end-v.at < longestTrack {
		c := s[end]
		if c == '"' || c == '\'' || c == '<' || c == '\n' || c == '\r' || c == ']' || c == '|' || c == '&' || c >= 0x80 {
			break
		}
		if c == ',' && end+1 < len(s) && s[end+1] == ' ' {
			break
		}
		if c == ' ' && !v.trackGoesOn(end) {
			break
		}
		if isDigit(c) || c == '*' {
			digits++
		}
		end++
	}
	if digits < 8 {
		return false
	}
	return v.drop(kindTrack, v.at, end, everything)
}

// trackGoesOn reports whether what follows a blank is still of the track: more
// digits or hex, or the name between the carets of track 1.
func (v *value) trackGoesOn(i int) bool {
	s := v.f.sym
	carets := 0
	for k := v.at; k < i; k++ {
		if s[k] == '^' {
			carets++
		}
	}
	if carets == 1 {
		return true
	}
	k := i + 1
	for k < len(s) && (hexValue[s[k]] != 0xFF || s[k] == '=') {
		k++
	}
	return k-i > 1 && (k == len(s) || !isWord(s[k]) && s[k] != ':')
}

// secret drops a PIN or a verification code, in digits or as a block.
func (v *value) secret() bool {
	if v.hexed(kindPIN, 16) {
		return true
	}
	s := v.f.sym
	end := digitsEnd(s, v.at)
	if n := end - v.at; n < 3 || n > shortest || end < len(s) && isWord(s[end]) {
		return false
	}
	return v.drop(kindPIN, v.at, end, digitsOnly)
}

// hexed drops a row of least hex digits or more, in one word or spaced.
func (v *value) hexed(k kind, least int) bool {
	s := v.f.sym
	end, n, digit := v.at, 0, false
	for i := v.at; i < len(s) && n < 128; i++ {
		c := s[i]
		if hexValue[c] != 0xFF || c == 'x' {
			n++
			digit = digit || isDigit(c)
			end = i + 1
			continue
		}
		if i == end && isGap(c) && c != ',' && end > v.at && hexWord(s, i+1) {
			continue
		}
		break
	}
	if n < least || !digit || end < len(s) && isWord(s[end]) {
		return false
	}
	changed := false
	for i := v.at; i < end; i++ {
		if hexValue[s[i]] != 0xFF {
			changed = v.f.cover(i, 'x') || changed
		}
	}
	if changed {
		from, _ := v.f.place(v.at)
		to, n := v.f.place(end - 1)
		v.f.tell(k, from, to+n)
	}
	return true
}

// hexWord reports whether a whole word of hex of even length stands at i.
func hexWord(s []byte, i int) bool {
	end := wordEnd(s, i)
	for end < len(s) && s[end] == 'x' {
		end++
	}
	return end > i && (end-i)%2 == 0 && (end == len(s) || !isWord(s[end]))
}

// expiry drops a date as it stands on a card: YYMM, MM/YY, MM/YYYY, YYYY-MM,
// YYYYMM and YYMMDD. Anything else behind the label is another thing.
func (v *value) expiry() bool {
	s := v.f.sym
	end, n := v.at, 0
	for end < len(s) && n <= 8 && (isDigit(s[end]) || n > 0 && (s[end] == '/' || s[end] == '-') && end+1 < len(s) && isDigit(s[end+1])) {
		if isDigit(s[end]) {
			n++
		}
		end++
	}
	if n != 4 && n != 6 || !v.joined && n != 4 || end < len(s) && isWord(s[end]) {
		return false
	}
	return v.drop(kindPIN, v.at, end, digitsOnly)
}

// key drops key material: hex, or base64 of 16, 24 or 32 bytes.
func (v *value) key() bool {
	if v.hexed(kindKey, 6) {
		return true
	}
	s := v.f.sym
	end := v.at
	for end < len(s) && sextet[s[end]] != 0xFF {
		end++
	}
	n := end - v.at
	if n < 22 || isProse(s[v.at:end]) {
		return false
	}
	return v.drop(kindKey, v.at, end, everything)
}

// identity drops the number of an identity card: 18 places, the last of them
// perhaps X, or 15 of the old ones, or a passport's.
func (v *value) identity() bool {
	s := v.f.sym
	end, digits := v.at, 0
	for end < len(s) && (isWord(s[end]) || s[end] == '*') && end-v.at < 24 {
		if isDigit(s[end]) {
			digits++
		}
		end++
	}
	if digits < 7 || end-v.at > longest {
		return false
	}
	return v.drop(kindPersonal, v.at, end, everything)
}

// phone drops a Chinese mobile number: eleven digits that start with 1, with or
// without the country's prefix.
func (v *value) phone() bool {
	s := v.f.sym
	at := v.at
	if at < len(s) && s[at] == '+' {
		v.at++
	}
	end, n := v.row(13, "")
	if n < 11 || end < len(s) && isDigit(s[end]) {
		return false
	}
	if s[v.at] != '1' && (s[v.at] != '8' || n != 13) {
		return false
	}
	return v.drop(kindPersonal, at, end, digitsOnly)
}

// longestPerson bounds a name, in bytes.
const longestPerson = 48

// name drops a name to the end of the field.
func (v *value) name() bool {
	s := v.f.sym
	if !v.joined {
		return false
	}
	end := v.at
	for end < len(s) && end-v.at < longestPerson {
		if c := s[end]; c < ' ' || contains("\"'<>,;|&:=()[]{}", c) {
			break
		}
		if s[end] == ' ' && end+1 < len(s) && s[end+1] == ' ' {
			break
		}
		end++
	}
	if end-v.at < 2 {
		return false
	}
	return v.drop(kindPersonal, v.at, end, everything)
}

// calm remembers that the number is of another kind.
func (v *value) calm() {
	s := v.f.sym
	end := v.at
	for end < len(s) && isWord(s[end]) {
		end++
	}
	if c := v.f.calm; end > v.at && end > endOf(c) {
		v.f.calm = append(v.f.calm, stretch{v.at, end})
	}
}
