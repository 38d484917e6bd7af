package redact

// wrapped looks for a number that a line end broke in two: the digits [from,
// to) end a line, the rest starts the next one, behind blanks or a time stamp.
// Two columns of numbers meet at every line end, so only whole numbers of the
// usual lengths count, and only with a check digit.
func (v *view) wrapped(from, to int) {
	s := v.sym
	next := to
	for next < len(s) && (s[next] == '\r' || s[next] == '\n') && next-to < 2 {
		next++
	}
	next = skipStamp(s, next)
	end := digitsEnd(s, next)
	var d [longest]byte
	var at [longest]int
	n := 0
	take := func(i, j int) bool {
		for ; i < j; i++ {
			if !isDigit(s[i]) {
				continue
			}
			if n == longest {
				return false
			}
			d[n], at[n] = s[i], i
			n++
		}
		return true
	}
	for end+1 < len(s) && (s[end] == ' ' || s[end] == '-') && isDigit(s[end+1]) && end-next < 2*longest {
		end = digitsEnd(s, end+1)
	}
	if end == next || dateAt(s[next:]) || !take(from, to) || !take(next, end) {
		return
	}
	if n != 15 && n != 16 && n != longest || !isCard(d[:n]) || !luhn(d[:n]) {
		return
	}
	all := stretch{from, end}
	for i := seenHead; i < n-seenTail; i++ {
		v.hit(kindPAN, all, stretch{at[i], at[i] + 1}, digitsOnly)
	}
}

// skipStamp gives where a line goes on behind blanks and a time stamp
// ("2026-11-22 10:11:12.345", with or without brackets and date).
func skipStamp(s []byte, i int) int {
	i = skipBlanks(s, i)
	j := i
	if j < len(s) && s[j] == '[' {
		j++
	}
	if k, ok := shape(s, j, "dddd-dd-dd"); ok {
		if j = k; j < len(s) && (s[j] == 'T' || s[j] == ' ') {
			j++
		}
	} else if k, ok := shape(s, j, "dd-dd "); ok {
		j = k
	}
	k, ok := shape(s, j, "dd:dd:dd")
	if !ok {
		return i
	}
	if k < len(s) && (s[k] == '.' || s[k] == ',') {
		k = digitsEnd(s, k+1)
	}
	if k < len(s) && s[k] == ']' {
		k++
	}
	return skipBlanks(s, k)
}

// shape matches a pattern in which d stands for a digit.
func shape(s []byte, i int, pattern string) (end int, ok bool) {
	if len(s)-i < len(pattern) {
		return i, false
	}
	for k := range len(pattern) {
		c := s[i+k]
		if pattern[k] == 'd' && !isDigit(c) || pattern[k] != 'd' && c != pattern[k] {
			return i, false
		}
	}
	return i + len(pattern), true
}

func skipBlanks(s []byte, i int) int {
	for i < len(s) && (s[i] == ' ' || s[i] == '\t') {
		i++
	}
	return i
}

// skipTime gives how many digits at the start of a row are a point in time, in
// which no card number can start: a date with a time of day, or Unix time in micro- or
// nanoseconds.
func skipTime(d []byte) int {
	n := len(d)
	if dateAt(d) && timeAt(d[8:]) {
		if n == 17 {
			return n
		}
		return 14
	}
	if (n == 16 || n == 19) && d[0] == '1' && (d[1] == '7' || d[1] == '8') {
		if stated := int(d[1]-'0') + 10; n == stated+2 && isCard(d[2:]) {
			return 0 // a length before a number
		}
		return n
	}
	return 0
}

// dateAt reports whether d starts with a date of this century, YYYYMMDD.
func dateAt(d []byte) bool {
	if len(d) < 8 || d[0] != '2' || d[1] != '0' || d[2] < '1' || d[2] > '4' {
		return false
	}
	month, ok := two(d[4:])
	day, ok2 := two(d[6:])
	return ok && ok2 && isDigit(d[3]) && month >= 1 && month <= 12 && day >= 1 && day <= 31
}

func timeAt(d []byte) bool {
	if len(d) < 6 {
		return false
	}
	h, ok := two(d)
	m, ok2 := two(d[2:])
	s, ok3 := two(d[4:])
	return ok && ok2 && ok3 && h < 24 && m < 60 && s <= 60
}

func two(d []byte) (int, bool) {
	if len(d) < 2 || !isDigit(d[0]) || !isDigit(d[1]) {
		return 0, false
	}
	return int(d[0]-'0')*10 + int(d[1]-'0'), true
}
