package codes

import (
	"cmp"
	"slices"
	"strings"
)

// Clues are what is known about the place where a code was seen. The zero value
// knows nothing; then only likelihood decides.
type Clues struct {
	// Books are the ids that the user or the profile named, in their order.
	Books []string
	// Protocol is the link that carried the code: "zvt", "nexo", "opi".
	Protocol string
	// Dialect and Version are those of the message: "cnpos", "1993".
	Dialect, Version string
	// Header is the kind of frame around the message: "unionpay".
	Header string
	// Card is the beginning of the card number. Only the first six digits are
	// looked at.
	Card string
	// Host is the name of the host or of the acquirer, as a log gives it.
	Host string
}

// Proof is how a book was chosen, weakest first.
type Proof int

// The proofs. What the user says wins; what the message itself shows comes next;
// the brand of a card proves less, because acquirers translate codes.
const (
	ProofNone Proof = iota // likelihood only
	ProofHost
	ProofCard
	ProofHeader
	ProofDialect
	ProofProtocol
	ProofTold
)

// Choice is a book with the reason why it stands where it stands.
type Choice struct {
	Book  Book
	Proof Proof
	Why   Text
}

// Choose puts the books into the order in which a code should be read: those the
// user named, then those that the clues prove (protocol, dialect and version,
// header, card, host), then the rest, likeliest first. Books whose values only
// accompany a code stand in the list only where the user named them. The counts
// of rows are not filled in.
func (l *Library) Choose(c Clues) []Choice {
	clues := l.texts.allClues()
	books := l.listed()
	var told, rest []Choice
	for _, id := range c.Books {
		if i := slices.IndexFunc(books, func(b Book) bool { return b.ID == id }); i >= 0 && !has(told, id) {
			told = append(told, Choice{books[i], ProofTold, whyTold})
		}
	}
	sharp := map[string]int{} // digits of the card that decided, by book
	for _, b := range books {
		if b.Beside != "" || has(told, b.ID) {
			continue
		}
		choice := Choice{Book: b, Proof: ProofNone, Why: b.Chosen}
		for _, clue := range clues {
			if clue.book != b.ID {
				continue
			}
			choice.Proof, sharp[b.ID] = clue.proof(c)
			if why, ok := whyProof[choice.Proof]; ok {
				choice.Why = why
			}
		}
		rest = append(rest, choice)
	}
	slices.SortStableFunc(rest, func(a, b Choice) int {
		return cmp.Or(cmp.Compare(b.Proof, a.Proof), cmp.Compare(sharp[b.Book.ID], sharp[a.Book.ID]))
	})
	return append(told, rest...)
}

func has(list []Choice, id string) bool {
	return slices.ContainsFunc(list, func(c Choice) bool { return c.Book.ID == id })
}

// clue is what data/choose.yaml says about one book.
type clue struct {
	book                                                 string
	protocols, dialects, versions, headers, cards, hosts []string
}

func (t *texts) allClues() []clue {
	t.clueOnce.Do(func() {
		for _, e := range readEntries("choose.yaml") {
			t.clues = append(t.clues, clue{
				e.get("book"), e.list("protocols"), e.list("dialects"), e.list("versions"),
				e.list("headers"), e.list("cards"), e.list("hosts"),
			})
		}
	})
	return t.clues
}

// proof gives the strongest proof that the clues hold for the book and, for a
// card, how many digits decided.
func (k clue) proof(c Clues) (p Proof, digits int) {
	switch {
	case c.Protocol != "" && slices.Contains(k.protocols, strings.ToLower(c.Protocol)):
		return ProofProtocol, 0
	case c.Dialect != "" && slices.Contains(k.dialects, strings.ToLower(c.Dialect)),
		c.Version != "" && slices.Contains(k.versions, c.Version):
		return ProofDialect, 0
	case c.Header != "" && slices.Contains(k.headers, strings.ToLower(c.Header)):
		return ProofHeader, 0
	}
	for _, r := range k.cards {
		if inRange(c.Card, r) {
			digits = max(digits, len(r[:len(r)-len(after(r))]))
		}
	}
	if digits > 0 {
		return ProofCard, digits
	}
	for _, name := range k.hosts {
		if namesHost(c.Host, name) {
			return ProofHost, 0
		}
	}
	return ProofNone, 0
}

// after gives the part of a range from its dash on, "" for single digits.
func after(r string) string {
	if i := strings.IndexByte(r, '-'); i >= 0 {
		return r[i:]
	}
	return ""
}

// inRange tells whether a card begins with the digits of a range such as "4" or
// "2221-2720". Fewer digits than the range has prove nothing.
func inRange(card, r string) bool {
	low, high, ok := strings.Cut(r, "-")
	if !ok {
		high = low
	}
	card = card[:min(len(card), 6)]
	if len(card) < len(low) || len(low) != len(high) {
		return false
	}
	card = card[:len(low)]
	return low <= card && card <= high
}

// namesHost tells whether the words of a name stand in the name of a host.
func namesHost(host, name string) bool {
	for rest := strings.ToLower(host); ; {
		i := strings.Index(rest, name)
		if i < 0 {
			return false
		}
		before, behind := rest[:i], rest[i+len(name):]
		if !endsInLetter(before) && !startsWithLetter(behind) {
			return true
		}
		rest = behind
	}
}

func endsInLetter(s string) bool     { return s != "" && isLatin(s[len(s)-1]) }
func startsWithLetter(s string) bool { return s != "" && isLatin(s[0]) }
func isLatin(b byte) bool            { return b >= 'a' && b <= 'z' }

var (
	whyTold  = Text{"You or your profile named this book.", "这是您或配置文件指定的码表。"}
	whyProof = map[Proof]Text{
		ProofProtocol: {"The link to the terminal uses the codes of this book.", "终端的接口用的就是这张码表。"},
		ProofDialect:  {"The messages are of the kind that uses this book.", "这类报文用的就是这张码表。"},
		ProofHeader:   {"The frame around the message belongs to the network of this book.", "报文头属于这张码表所在的网络。"},
		ProofCard:     {"The first digits of the card belong to the brand of this book; the acquirer may still use codes of its own.", "卡号开头属于这张码表的卡组织；不过收单机构也可能换用自己的码。"},
		ProofHost:     {"The name of the host belongs to this book.", "主机名称属于这张码表。"},
	}
)
