# SPDX-License-Identifier: GPL-3.0-or-later
# Looks figures up in the answers: awk -f json.awk -f claim_verdicts.awk checks prints every check of claim_checks.awk
# as "pass" or "fail", name, figure, what it is, what it must be, what is known to differ, command. A figure is a path
# in answers/NUMBER that begins with "results", or with a GPU, whose row of the results it goes on in.

# What all checks ask of an answer, so that it is read once.
FNR == NR {
	split($0, part, "|")
	wanted[part[2]] = wanted[part[2]] "|" part[3]
	if (part[4] != "")
		wanted[part[4]] = wanted[part[4]] "|" part[5]
	next
}

function json_value(path, value) {
	if (path ~ /^results[.][0-9]+[.]gpu$/ && !(value in row))
		row[value] = substr(path, 1, length(path) - length(".gpu"))
	if (!(path in held))
		held[path] = value
	# A reason is there or not, wherever it stands.
	if (path ~ /[.]reasons[.][0-9]+[.]id$/) {
		sub(/[0-9]+[.]id$/, value, path)
		held[path] = "given"
	}
}

function look_up(number,    file, line, n, i, figures, figure, gpu, path) {
	split("", held)
	split("", row)
	json_depth = 0
	file = "answers/" number
	while ((getline line < file) > 0)
		json_line(line)
	close(file)
	n = split(wanted[number], figures, "|")
	for (i = 2; i <= n; i++) {
		figure = path = figures[i]
		gpu = figure
		sub(/[.].*/, "", gpu)
		if (gpu != "results")
			path = gpu in row ? row[gpu] substr(figure, length(gpu) + 1) : ""
		found[number, figure] = path in held ? held[path] : ""
	}
	known[number] = 1
}

function figure_of(number, figure) {
	if (!(number in known))
		look_up(number)
	return found[number, figure]
}

function is_number(text) {
	return text ~ /^[-+]?[0-9.]+([eE][-+]?[0-9]+)?$/
}

{
	split($0, part, "|")
	shown = figure_of(part[2], part[3])
	figure = part[3]
	if (part[6] != "") {
		good = shown == part[6]
		must = part[6]
	} else {
		over = part[4] == "" ? 1 : figure_of(part[4], part[5])
		good = is_number(shown) && is_number(over) && over != 0
		if (good)
			shown = shown / over
		good = good && part[7] + 0 <= shown && shown <= part[8] + 0
		must = part[7] " to " part[8]
		if (part[5] != "")
			figure = figure " over " part[5]
	}
	print (good ? "pass" : "fail") "|" part[1] "|" figure "|" shown "|" must "|" part[9] "|" part[10]
}
