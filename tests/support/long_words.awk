# SPDX-License-Identifier: GPL-3.0-or-later
# Of a catalogue in which msgen put the messages for their translations: each translation 40 % longer, as other
# languages are.  Vowels are doubled, then other letters; directives of printf and escapes stay.
function is_letter(at) {
	return kind[at] == "letter" || kind[at] == "vowel"
}

# Splits the text between the quotation marks into characters with their kinds.
function split_text(text, n, rest, directive) {
	n = 0
	for (rest = text; rest != ""; rest = substr(rest, length(part[n]) + 1)) {
		n++
		twice[n] = 0
		if (match(rest, /^%[-+ #0-9.*$]*[hlLqjzt]*[A-Za-z%]/) || match(rest, /^\\./)) {
			part[n] = substr(rest, 1, RLENGTH)
			kind[n] = "fixed"
		} else {
			part[n] = substr(rest, 1, 1)
			kind[n] = part[n] ~ /[AEIOUaeiou]/ ? "vowel" : part[n] ~ /[A-Za-z]/ ? "letter" : "other"
		}
	}
	return n
}

function longer(text, n, i, wanted, seen, pass, out) {
	n = split_text(text)
	seen = 0
	for (i = 1; i <= n; i++)
		# Bytes behind the first of a character take no column.
		seen += kind[i] != "fixed" && part[i] !~ /^[\200-\277]/
	wanted = int(0.4 * seen + 0.5)
	for (pass = 1; pass <= 2; pass++)
		for (i = 1; i <= n && wanted > 0; i++)
			if (!twice[i] && (kind[i] == "vowel" || (pass == 2 && is_letter(i)))) {
				twice[i] = 1
				wanted--
			}
	out = ""
	for (i = 1; i <= n; i++)
		out = out part[i] (twice[i] ? part[i] : "")
	return out
}

/^(msgid|msgctxt|#|$)/ { translated = 0 }
/^msgid ""$/ && !header { header = 1; in_header = 1 }
/^msgid / && !/^msgid ""$/ { in_header = 0 }
/^msgstr/ { translated = 1 }
in_header {
	sub(/charset=[^\\]*/, "charset=UTF-8")
	sub(/nplurals=[^\\]*/, "nplurals=2; plural=(n != 1);")
	print
	next
}
translated && match($0, /".*"$/) {
	print substr($0, 1, RSTART) longer(substr($0, RSTART + 1, RLENGTH - 2)) "\""
	next
}
{ print }
