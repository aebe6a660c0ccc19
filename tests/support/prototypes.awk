# SPDX-License-Identifier: GPL-3.0-or-later
# awk -f prototypes.awk FILE...: functions that stand in another file than the one named like the
# header that declares them, as "HEADER declares NAME, which FILE.c defines". A FILE that ends in
# .h is read for declarations, every other one is what nm -A says of objects, as SOURCE:ADDRESS TYPE
# NAME with the source's path without its ending.
FNR == 1 {
	header = FILENAME ~ /\.h$/
	depth = 0
	comment = 0
	pending = ""
}

# Comments, strings and lines of the preprocessor go; what stands in braces is no declaration.
header {
	if (skipped) {
		skipped = /\\$/
		next
	}
	if (!comment && /^[ \t]*#/) {
		skipped = /\\$/
		next
	}
	line = $0
	text = ""
	while (line != "") {
		if (comment) {
			at = index(line, "*/")
			if (at == 0)
				break
			line = substr(line, at + 2)
			comment = 0
			continue
		}
		at = index(line, "/*")
		text = text (at ? substr(line, 1, at - 1) " " : line)
		if (at == 0)
			break
		line = substr(line, at + 2)
		comment = 1
	}
	gsub(/"([^"\\]|\\.)*"/, "", text)
	for (i = 1; i <= length(text); i++) {
		c = substr(text, i, 1)
		if (c == "{") {
			depth++
		} else if (c == "}") {
			if (--depth == 0)
				pending = pending " {}"
		} else if (depth == 0 && c == ";") {
			take(pending)
			pending = ""
		} else if (depth == 0) {
			pending = pending c
		}
	}
	pending = pending " "
	next
}

# A declaration up to its semicolon. A body before it is that of an inline function or a struct.
function take(s,    name)
{
	sub(/.*\{\}/, "", s)
	gsub(/[ \t]+/, " ", s)
	sub(/^ /, "", s)
	if (s !~ /\(/ || s ~ /^(static|typedef|struct [a-z_0-9]+ \{|enum)[^(]*\{/ || s ~ /^(static|typedef) /)
		return
	sub(/ ?\(.*/, "", s)
	name = s
	sub(/.*[ *]/, "", name)
	if (name ~ /^[a-z][a-z0-9_]*$/ && s != name)
		declared[name] = declared[name] " " FILENAME
}

$(NF - 1) == "T" {
	place = $1
	sub(/:.*/, "", place)
	home[$NF] = place
}

END {
	for (name in declared) {
		if (!(name in home))
			continue
		n = split(declared[name], headers, " ")
		for (i = 1; i <= n; i++) {
			stem = headers[i]
			sub(/\.h$/, "", stem)
			if (stem != home[name])
				print headers[i] " declares " name ", which " home[name] ".c defines"
		}
	}
}
