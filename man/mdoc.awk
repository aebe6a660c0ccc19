# SPDX-License-Identifier: GPL-3.0-or-later
# Text as mdoc takes it, for the programs that make manual pages: awk -f mdoc.awk -f PROGRAM.

# Escapes what would be a request or an escape of mdoc.
function escaped(s) {
	gsub(/\\/, "\\\\e", s)
	return s ~ /^[.']/ ? "\\&" s : s
}

# Breaks every line between words, so that none has more than 80 bytes.  A line neither starts with
# what mdoc takes for a macro nor ends like a sentence within one, which would widen the space there.
function fold(s,    n, i, list, used, out) {
	if ((n = index(s, "\n")) > 0)
		return fold(substr(s, 1, n - 1)) "\n" fold(substr(s, n + 1))
	if (length(s) <= 80)
		return s
	n = split(s, list, " ")
	out = list[1]
	used = length(out)
	for (i = 2; i <= n; i++) {
		if (used + 1 + needed(list, i, n) > 80 && breakable(list, i)) {
			out = out "\n" list[i]
			used = length(list[i])
		} else {
			out = out " " list[i]
			used += 1 + length(list[i])
		}
	}
	return out
}

function breakable(list, i) {
	return list[i] !~ /^[.']/ && list[i - 1] !~ /[.!?][)"]*$/
}

# Bytes from a word to the next blank that a line may end at.
function needed(list, i, n,    bytes) {
	bytes = length(list[i])
	while (i < n && !breakable(list, i + 1))
		bytes += 1 + length(list[++i])
	return bytes
}

# A text line of mdoc, folded.
function plain(s) {
	return fold(escaped(s))
}

# An argument of a macro: no delimiter, alone or at its end, and no macro's name.
function argument(s) {
	gsub(/\\/, "\\\\e", s)
	if (s ~ /.[].,:;)!?]$/)
		s = s "\\&"
	if (s !~ /^[A-Za-z0-9_]/ || s ~ /^[A-Z%][A-Za-z0-9]$/)
		s = "\\&" s
	return s
}

function capital(s) {
	return toupper(substr(s, 1, 1)) substr(s, 2)
}

# A sentence from a help text, which has neither capital nor full stop.
function sentence(s) {
	s = capital(s)
	return plain(s (s ~ /[.!?]$/ ? "" : "."))
}
