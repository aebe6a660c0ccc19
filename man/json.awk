# SPDX-License-Identifier: GPL-3.0-or-later
# Reads JSON: json_line(LINE) of each line calls json_value(PATH, VALUE) of the program for every string, number
# and word. A path has the names of members and the numbers of an array's, from 0, with dots between them.

function json_path(    i, path) {
	for (i = 1; i <= json_depth; i++)
		path = path (i > 1 ? "." : "") json_at[i]
	return path
}

# What a string holds; escapes of control characters stay as they are.
function json_text(s,    i, c, out) {
	for (i = 1; i <= length(s); i++) {
		c = substr(s, i, 1)
		if (c == "\\" && substr(s, i + 1, 1) ~ /["\\\/]/)
			c = substr(s, ++i, 1)
		out = out c
	}
	return out
}

# A value is complete: the next one is that of another member.
function json_next() {
	if (json_list[json_depth])
		json_at[json_depth]++
	json_named[json_depth] = 0
}

function json_token(token,    c) {
	c = substr(token, 1, 1)
	if (c == "{" || c == "[") {
		json_list[++json_depth] = c == "["
		json_at[json_depth] = 0
		json_named[json_depth] = 0
	} else if (c == "}" || c == "]") {
		json_depth--
		json_next()
	} else if (c == "\"" && !json_list[json_depth] && !json_named[json_depth]) {
		json_at[json_depth] = json_text(substr(token, 2, length(token) - 2))
		json_named[json_depth] = 1
	} else {
		json_value(json_path(), c == "\"" ? json_text(substr(token, 2, length(token) - 2)) : token)
		json_next()
	}
}

function json_line(line) {
	while (match(line, /"([^"\\]|\\.)*"|[][{}]|[^][{}", :\t\r]+/)) {
		json_token(substr(line, RSTART, RLENGTH))
		line = substr(line, RSTART + RLENGTH)
	}
}
