# SPDX-License-Identifier: GPL-3.0-or-later
# Copies a manual page and puts an mdoc list in the place of every line .\" @NAME@, made from the
# table headers of the program:
# awk -v src=FOLDER -v pkgdatadir=FOLDER -f mdoc.awk -f tables.awk gpuplan.1.in
# A row is MACRO(arguments); a row, word or context that is not understood ends the run.

function die(what) {
	print "tables.awk: " what > "/dev/stderr"
	failed = 1
	exit 1
}

# Cuts the arguments of a row into field[1..]; commas in strings and parentheses do not count.
function split_row(row,    i, c, depth, quoted, n) {
	split("", field)
	n = 1
	field[1] = ""
	for (i = index(row, "(") + 1; i <= length(row); i++) {
		c = substr(row, i, 1)
		if (quoted && c == "\\") {
			field[n] = field[n] substr(row, i++, 2)
			continue
		}
		if (c == "\"")
			quoted = !quoted
		if (!quoted) {
			if (c == "(")
				depth++
			if (c == ")" && depth-- == 0)
				return n
			if (c == "," && depth == 0) {
				field[++n] = ""
				continue
			}
		}
		field[n] = field[n] c
	}
	return 0
}

# What a field says: the inside of "..." or N_("..."), anything else without its blanks.
function word(n,    s) {
	s = field[n]
	gsub(/^[ \t]+|[ \t]+$/, "", s)
	sub(/^N_\(/, "", s) && sub(/\)$/, "", s)
	# Of two forms the one for more than one thing.
	sub(/^P_\(.*", *"/, "\"", s) && sub(/\)$/, "", s)
	if (s ~ /^".*"$/) {
		s = substr(s, 2, length(s) - 2)
		gsub(/\\"/, "\"", s)
		gsub(/\\\\/, "\\", s)
	}
	return s
}

# The rows of `macro` that a table has for every study: it defines STUDY(names) as one and includes the
# studies. Puts an argument of the study's row in the place of its name; returns the new count of rows.
function add_study_rows(definition, macro, n,    names, count, body, path, line, i, text) {
	gsub(/\\/, " ", definition)
	body = substr(definition, index(definition, ")") + 1)
	count = split(substr(definition, index(definition, "(") + 1, index(definition, ")") - index(definition, "(") - 1), \
		names, /[ \t]*,[ \t]*/)
	path = src "/study/study-table.h"
	while ((getline line < path) > 0) {
		if (index(line, "STUDY(") != 1 || split_row(line) != count)
			continue
		text = body
		for (i = 1; i <= count; i++) {
			gsub(/&/, "\\\\&", field[i])
			gsub("##" names[i], field[i], text)
			text = with_name(text, names[i], field[i])
		}
		sub(/^[ \t]+/, "", text)
		row[++n] = text
	}
	close(path)
	return n
}

# The text with a name of its own replaced, outside strings.
function with_name(text, name, value,    before, at) {
	before = ""
	while (match(text, "(^|[^A-Za-z0-9_\"-])" name "([^A-Za-z0-9_\"-]|$)")) {
		at = RSTART + (substr(text, RSTART, length(name)) == name ? 0 : 1)
		before = before substr(text, 1, at - 1) value
		text = substr(text, at + length(name))
	}
	return before text
}

# Reads the rows of a macro into row[1..]; a row may go on over several lines.
function read_table(file, macro,    path, line, text, n, status, definition) {
	path = src "/" file
	n = 0
	text = definition = ""
	while ((status = (getline line < path)) > 0) {
		if (index(line, "#define STUDY(") == 1 || definition ~ /\\$/)
			definition = definition line
		if (index(line, "#include \"study/study-table.h\"") == 1)
			n = add_study_rows(definition, macro, n)
		if (text == "" && index(line, macro "(") != 1)
			continue
		text = text line
		if (!split_row(text))
			continue
		row[++n] = text
		text = ""
	}
	close(path)
	if (status < 0 || n == 0 || text != "")
		die(path ": no rows of " macro)
	return n
}

# Reads lists like: const char *const spot_words[] = { "never", "tolerant", NULL };
function read_words(file,    path, line, text, name, status) {
	path = src "/" file
	text = ""
	while ((status = (getline line < path)) > 0) {
		if (text == "" && line !~ /^static const char \*const [a-z_]+_words\[\] = /)
			continue
		text = text line
		if (line !~ /[}];/)
			continue
		name = text
		sub(/^static const char \*const /, "", name)
		sub(/_words.*/, "", name)
		sub(/^[^{]*[{][ \t]*/, "", text)
		sub(/,[ \t]*NULL.*/, "", text)
		gsub(/[",]/, " ", text)
		gsub(/[ \t]+/, " ", text)
		gsub(/^ | $/, "", text)
		words[name] = text
		text = ""
	}
	close(path)
	if (status < 0)
		die(path ": cannot be read")
}

function number(value,    s) {
	s = sprintf("%.6f", value)
	sub(/0+$/, "", s)
	sub(/\.$/, "", s)
	return s
}

# A number as people type it, in the largest unit that keeps it whole.
function quantity(value, kind) {
	if (kind == "SECONDS")
		return value < 1 ? number(value * 1000) "ms" : number(value) "s"
	if (kind == "DURATION")
		return value >= 3600 && value % 3600 == 0 ? number(value / 3600) "h" : \
			value >= 60 && value % 60 == 0 ? number(value / 60) "min" : number(value) "s"
	if (kind == "FRACTION")
		return number(value * 100) "%"
	if (kind == "TOKENS" && value >= 1048576 && value % 1048576 == 0)
		return number(value / 1048576) "M"
	if (kind == "TOKENS" && value >= 1024 && value % 1024 == 0)
		return number(value / 1024) "k"
	if (kind == "TOKENS" || kind == "RATE")
		return number(value)
	if (kind == "VOLUME")
		return quantity(value * 86400, "COUNT") "/d"
	if (kind == "PARAMETERS" && value >= 1e12)
		return number(value / 1e12) "T"
	if (kind == "PARAMETERS" && value >= 1e9)
		return number(value / 1e9) "B"
	if (value >= 1e6)
		return number(value / 1e6) "M"
	return value >= 1e4 ? number(value / 1000) "k" : number(value)
}

function keys(    count, i, n, order, contexts, context, heads) {
	n = read_table("tui/context-table.h", "CONTEXT")
	for (i = 1; i <= n; i++) {
		split_row(row[i])
		order[i] = word(1)
		heads[i] = word(3)
		contexts["IN_" order[i]] = ""
	}
	count = read_table("tui/action-table.h", "ACTION")
	for (i = 1; i <= count; i++) {
		split_row(row[i])
		context = word(4)
		sub(/ \| HINT_(STAYS|LATE)$/, "", context)
		if (!(context in contexts))
			die("unknown context " context)
		contexts[context] = contexts[context] key_item(word(3)) \
			plain(capital(word(8))) "\n.Pq Cm " argument(word(2)) " .\n"
	}
	for (i = 1; i <= n; i++)
		if (contexts["IN_" order[i]] != "")
			printf ".Ss %s\n.Bl -tag -width \"PageDown\"\n%s.El\n", heads[i],
				contexts["IN_" order[i]]
}

function key_item(names,    n, i, list, line) {
	n = split(names, list, " ")
	line = ".It"
	for (i = 1; i <= n; i++)
		line = line (i > 1 ? " , " : " Ic ") argument(list[i])
	return line "\n"
}

# The words of a kind CHOICE(spot_words).
function choice_words(form,    name) {
	name = form
	gsub(/^CHOICE[(]|_words[)]$/, "", name)
	if (!(name in words))
		die("no words of " form)
	return words[name]
}

# The value of a parameter in its .It line.
function placeholder(name, form, kind,    value) {
	if (form ~ /^CHOICE/) {
		value = choice_words(form)
		gsub(/ /, " | ", value)
		return "Cm " value
	}
	if (form !~ /^NUMBER/)
		return "Ar " (name == "kv" || name == "weights" ? "format" : name == "sort" ? "metric" : \
			name == "gpu" ? "GPU" : name == "provider-kind" ? "kind" : name)
	return "Ar " (kind == "TOKENS" ? "tokens" : kind == "SECONDS" || kind == "DURATION" ? "time" : \
		kind == "FRACTION" ? "share" : kind == "RATE" ? "rate" : kind == "USD" ? "amount" : "number")
}

# "0.1 / 86400" of the table as a number.
function amount(expression,    part) {
	return split(expression, part, "/") == 2 ? part[1] / part[2] : expression + 0
}

# "From 16 to 16M; default 8k."
function range(form, kind,    low, high, default_, text, list) {
	default_ = word(7)
	if (form ~ /^CHOICE/) {
		split(choice_words(form), list, " ")
		return "Default: " list[default_ + 1] ".\n"
	}
	if (form !~ /^NUMBER/)
		return ""
	low = word(5)
	high = word(6)
	text = "From " quantity(amount(low), kind) " to " quantity(amount(high), kind)
	if (word(8) != "NULL")
		text = text ", or \"" word(8) "\""
	if (default_ != "NAN")
		text = text "; default " quantity(default_ + 0, kind)
	return text ".\n"
}

# Reads lists like: const enum metric replica_metrics[] = { METRIC_GPU, METRIC_COUNT };
# and lists of such lists; members["fleet_metrics"] is " METRIC_REPLICAS METRIC_COUNT ".
function read_members(file,    path, line, text, name, n, i, list, status) {
	path = src "/" file
	text = ""
	while ((status = (getline line < path)) > 0) {
		read_values(line)
		if (text == "" && line !~ /^(static )?const enum [a-z]+ ([*]const )?[a-z_]+\[\] = [{]/)
			continue
		text = text " " line
		if (line !~ /[}];/)
			continue
		name = text
		sub(/\[\].*/, "", name)
		sub(/.* /, "", name)
		sub(/^\*const/, "", name)
		sub(/^[^{]*[{]/, "", text)
		sub(/[}];.*/, "", text)
		n = split(text, list, /[ \t,]+/)
		members[name] = " "
		for (i = 1; i <= n; i++)
			if (list[i] in members)
				members[name] = members[name] substr(members[list[i]], 2)
			else if (list[i] != "")
				members[name] = members[name] list[i] " "
		text = ""
	}
	close(path)
	if (status < 0)
		die(path ": cannot be read")
}

# of_study["id"], of_study["reads"], of_study["gives"] of a struct study, where the line says them.
function read_values(line,    i, list, n) {
	n = split("id reads gives", list, " ")
	for (i = 1; i <= n; i++)
		if (match(line, "\\." list[i] " = \"?[a-z_]+")) {
			of_study[list[i]] = substr(line, RSTART, RLENGTH)
			sub(/.*[ "]/, "", of_study[list[i]])
		}
}

# Reads the list of struct study_word in a file: words by the parameter that they stand for.
function read_called(file, called,    path, line, text, n, i, list, status) {
	path = src "/" file
	text = ""
	while ((status = (getline line < path)) > 0)
		if (text != "" || line ~ /^(static )?const struct study_word /) {
			text = text " " line
			if (line ~ /[}];/)
				break
		}
	close(path)
	if (status < 0)
		die(path ": cannot be read")
	n = split(text, list, /[{]/)
	for (i = 3; i <= n; i++)
		if (match(list[i], /"[a-z-]+", *PARAMETER_[A-Z0-9_]+/)) {
			split(substr(list[i], RSTART + 1, RLENGTH - 1), pair, /", */)
			called[pair[2]] = pair[1]
		}
}

# Where the parameter has a word of its own.
function other_words(name,    i, out) {
	out = ""
	for (i = 1; i <= study_count; i++)
		if ((study_id[i], name) in study_called)
			out = out "In\n.Cm " study_id[i] "\nit is called\n.Fl -" study_called[study_id[i], name] " ,\ntoo.\n"
	return out
}

# The studies: study_id[1..] and what they read and give. A study stands in a file of its name.
function read_studies(    i, called, name) {
	read_members("study/replica.c")
	study_count = read_table("study/study-table.h", "STUDY")
	for (i = 1; i <= study_count; i++) {
		split_row(row[i])
		read_members("study/" word(2) ".c")
		study_id[i] = of_study["id"]
		if (!(of_study["reads"] in members) || !(of_study["gives"] in members))
			die("no list is called " of_study["reads"] " or " of_study["gives"])
		study_members[i] = members[of_study["reads"]] members[of_study["gives"]]
		split("", called)
		read_called("study/" word(2) ".c", called)
		for (name in called)
			study_called[study_id[i], name] = called[name]
	}
}

# "" for what every study has, else which ones have it.
function studies(name,    i, n, out) {
	out = "Only in"
	for (i = 1; i <= study_count; i++)
		if (index(study_members[i], " " name " "))
			out = out (++n == 1 ? "\n" : "\nand\n") ".Cm " study_id[i]
	return n == study_count ? "" : out " .\n"
}

function parameters(    count, i, name, form, kind) {
	read_words("study/parameter.c")
	read_studies()
	count = read_table("study/parameter-table.h", "PARAMETER")
	print ".Bl -tag -width Ds"
	for (i = 1; i <= count; i++) {
		split_row(row[i])
		name = word(2)
		form = word(3)
		kind = word(4)
		printf ".It Fl -%s %s\n%s\n%s%s%s", name, placeholder(name, form, kind), sentence(word(11)),
			studies("PARAMETER_" word(1)), other_words("PARAMETER_" word(1)), range(form, kind)
	}
	print ".El"
}

function options(    count, i, value, short) {
	count = read_table("cli/option-table.h", "OPTION")
	print ".Bl -tag -width Ds"
	for (i = 1; i <= count; i++) {
		split_row(row[i])
		value = word(4) == "NULL" ? "" : " Ar " word(4)
		short = word(3)
		gsub(/'/, "", short)
		short = short == "0" ? "" : "Fl " short value " , "
		printf ".It %sFl -%s%s\n%s\n", short, word(2), value, sentence(word(5))
	}
	print ".El"
}

# "check [FILE...]" becomes: Cm check Oo Ar FILE ... Oc
function usage(text,    n, i, list, out, s, close_) {
	n = split(text, list, " ")
	out = ""
	for (i = 1; i <= n; i++) {
		s = list[i]
		close_ = ""
		if (s == "...") {
			out = out " ..."
			continue
		}
		if (sub(/\]\.\.\.$/, "", s))
			close_ = " Oc ..."
		if (sub(/^\[/, "", s))
			out = out " Oo"
		if (sub(/\]$/, "", s))
			close_ = " Oc"
		if (sub(/\.\.\.$/, "", s))
			close_ = " ..." close_
		if (sub(/^--/, "", s))
			out = out " Fl -" s
		else
			out = out (s == "|" ? "" : s ~ /^[A-Z]/ ? " Ar" : " Cm") " " s
		out = out close_
	}
	return out
}

function commands(    count, i) {
	count = read_table("cli/command-table.h", "COMMAND")
	print ".Bl -tag -width Ds"
	for (i = 1; i <= count; i++) {
		split_row(row[i])
		printf ".It Cm %s%s\n%s\n", word(2), usage(word(7)), sentence(word(8))
	}
	print ".El"
}

function unit(name) {
	return name == "GIB" ? "GiB" : name == "BYTES" ? "bytes" : name == "SECONDS" ? "seconds" : \
		name == "PER_SECOND" ? "per second" : name == "USD" || name == "BILL" ? "US dollars" : name == "HOURS" ? "hours" : \
		name == "FRACTION" ? "0 to 1" : ""
}

function metrics(    count, i, group, form, note) {
	read_studies()
	count = read_table("study/metric-table.h", "METRIC")
	print ".Bl -tag -width Ds"
	for (i = 1; i <= count; i++) {
		split_row(row[i])
		group = word(2)
		form = word(4)
		note = form == "BAND" ? "Band" : form == "FLAG" ? "True or false" : form == "DATE" ? "Date" : \
			form == "TIME" ? "Local time" : \
			form == "WORD" ? "Text" : "Number"
		if (unit(word(5)) != "")
			note = note ", " unit(word(5))
		if (group != "")
			group = group "."
		printf ".It Va %s%s\n%s\n%s%s.\n", group, word(3), sentence(word(8)), studies("METRIC_" word(1)), note
	}
	print ".El"
}

# The text of a reason with the names of its values in their places.
function reason_text(text,    i, name) {
	text = escaped(text)
	for (i = 1; i <= 5; i++) {
		name = i < 4 ? word(3 + i) : i == 4 ? "name" : "provider"
		while (match(text, "%" i "[$]s"))
			text = substr(text, 1, RSTART - 1) "\\fI" name "\\fR" substr(text, RSTART + RLENGTH)
	}
	return fold(text)
}

function reasons(    count, i) {
	count = read_table("study/reason-table.h", "REASON")
	print ".Bl -tag -width Ds"
	for (i = 1; i <= count; i++) {
		split_row(row[i])
		printf ".It Va %s Pq %s\n%s\n", word(2), tolower(word(3)), reason_text(word(7))
	}
	print ".El"
}

# What stands on the command line besides actions and parameters.
function line_commands(    count, i) {
	count = read_table("tui/command-line-table.h", "LINE_COMMAND")
	print ".Bl -tag -width Ds"
	for (i = 1; i <= count; i++) {
		split_row(row[i])
		printf ".It Ic %s%s\n%s\n", argument(word(1)), word(2) == "" ? "" : " Ar " word(2),
			sentence(word(5))
	}
	print ".El"
}

# The questions of the wizard; those of the short path are marked.
function questions(    count, i, help) {
	count = read_table("study/question-table.h", "QUESTION")
	print ".Bl -tag -width Ds"
	for (i = 1; i <= count; i++) {
		split_row(row[i])
		help = word(9)
		gsub(/[.] /, ".\n", help)
		printf ".It %s%s\n%s\n", escaped(word(7)), word(3) == "IMPORTANT" ? " *" : "", sentence(help)
	}
	print ".El"
}

function statuses(    count, i) {
	count = read_table("base/status-table.h", "STATUS")
	print ".Bl -tag -width Ds -compact"
	for (i = 1; i <= count; i++) {
		split_row(row[i])
		printf ".It %s\n%s\n", word(2), sentence(word(3))
	}
	print ".El"
}

# Columns of the formats of every command, from the sets of src/cli/commands.c.
function formats(    count, i, path, line, sets, set, list, n, k, seen, status) {
	path = src "/cli/commands.c"
	while ((status = (getline line < path)) > 0)
		if (match(line, /FORMATS_[A-Z_]+ = /)) {
			set = substr(line, RSTART + 8, RLENGTH - 11)
			sub(/^[^=]*= /, "", line)
			sets[set] = line
		}
	close(path)
	if (status < 0)
		die(path ": cannot be read")
	count = read_table("cli/command-table.h", "COMMAND")
	print ".Bl -tag -width \"accuracy\" -compact"
	for (i = 1; i <= count; i++) {
		split_row(row[i])
		if (word(2) in seen)
			continue
		seen[word(2)] = 1
		printf ".It Cm %s\n%s\n", word(2), format_words(word(4), sets)
	}
	print ".El"
}

function format_words(name, sets,    text, order, n, i, out) {
	if (!(name in sets))
		die("no formats are called " name)
	text = sets[name]
	while (match(text, /FORMATS_[A-Z_]+/)) {
		name = substr(text, RSTART + 8, RLENGTH - 8)
		if (!(name in sets))
			die("no formats are called " name)
		text = substr(text, 1, RSTART - 1) sets[name] substr(text, RSTART + RLENGTH)
	}
	n = split("TEXT JSON CSV MARKDOWN HTML", order, " ")
	out = ""
	for (i = 1; i <= n; i++)
		if (index(text, "FORMAT_" order[i]))
			out = out (out == "" ? "" : ", ") tolower(order[i])
	return out "."
}

function settings(    count, i, allowed) {
	count = read_table("tui/settings-table.h", "SETTING")
	print ".Bl -tag -width Ds"
	for (i = 1; i <= count; i++) {
		split_row(row[i])
		allowed = word(3)
		gsub(/ /, ", ", allowed)
		printf ".It Va %s\n%s\n%sDefault: %s.\n%s", word(2), sentence(word(7)),
			allowed == "" ? "" : "Allowed: " allowed ".\n", word(4),
			word(5) == "START" ? "A change counts from the next start.\n" : ""
	}
	print ".El"
}

function themes(    count, i) {
	count = read_table("tui/canvas/theme-table.h", "THEME")
	print ".Bl -tag -width \"high-contrast\""
	for (i = 1; i <= count; i++) {
		split_row(row[i])
		printf ".It Cm %s\n%s\n", word(2), sentence(word(4))
	}
	print ".El"
}

function styles(    count, i, name) {
	count = read_table("tui/canvas/style-table.h", "STYLE")
	print ".Bl -tag -width \"strong\" -compact"
	for (i = 1; i <= count; i++) {
		split_row(row[i])
		name = tolower(word(1))
		gsub(/_/, "-", name)
		printf ".It Cm %s\n%s\n", name, sentence(word(9))
	}
	print ".El"
}

/^\.\\" @[A-Z]+@$/ {
	wanted = $2
	gsub(/@/, "", wanted)
	if (wanted == "KEYS")
		keys()
	else if (wanted == "LINES")
		line_commands()
	else if (wanted == "PARAMETERS")
		parameters()
	else if (wanted == "OPTIONS")
		options()
	else if (wanted == "COMMANDS")
		commands()
	else if (wanted == "METRICS")
		metrics()
	else if (wanted == "QUESTIONS")
		questions()
	else if (wanted == "REASONS")
		reasons()
	else if (wanted == "STATUS")
		statuses()
	else if (wanted == "FORMATS")
		formats()
	else if (wanted == "SETTINGS")
		settings()
	else if (wanted == "THEMES")
		themes()
	else if (wanted == "STYLES")
		styles()
	else
		die("no list is called " wanted)
	next
}

{
	while ((at = index($0, "@pkgdatadir@")) > 0)
		$0 = substr($0, 1, at - 1) pkgdatadir substr($0, at + length("@pkgdatadir@"))
	print
}

END {
	if (failed)
		exit 1
}
